// SPDX-License-Identifier: Apache-2.0
/** What account events tell of accounts that a report needs in clear: profiles, where they acted from, disablings. Sealed until a case needs it. */
@NullMarked
package io.wardline.topology.profile;

import org.jspecify.annotations.NullMarked;
