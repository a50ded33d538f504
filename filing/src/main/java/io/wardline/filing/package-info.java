// SPDX-License-Identifier: Apache-2.0
/**
 * Filing of a report: the client of the CyberTipline's reporting API, the journal that makes a filing survive its process, and a local
 * server that stands in for the CyberTipline.
 */
@NullMarked
package io.wardline.filing;

import org.jspecify.annotations.NullMarked;
