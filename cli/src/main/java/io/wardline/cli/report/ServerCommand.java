// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.filing.LocalCyberTipline;
import io.wardline.filing.LocalFaults;
import io.wardline.filing.LocalReports;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline report server}. */
@Command(
        name = "server",
        description = {
            "A local stand-in for the CyberTipline, for trying out ./wardline report file; it is not NCMEC. It answers as the reporting API's",
            "documentation says, on loopback, keeps ids, states and hashes in memory only, and forgets all when it ends (Ctrl-C)."
        })
final class ServerCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "Its port; by default a free one.")
    private int port;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description =
                    "The schema to check and serve. Default: a small one of Wardline's own, which is not NCMEC's.")
    private @Nullable Path schema;

    @Option(names = "--username", defaultValue = "local", description = "Who may file. Default: ${DEFAULT-VALUE}.")
    private String username = "";

    @Option(names = "--password", defaultValue = "local", description = "The password. Default: ${DEFAULT-VALUE}.")
    private String password = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port is within 0..65535");
        }
        LocalCyberTipline.Options options = new LocalCyberTipline.Options(
                port, username, password, schema, new LocalReports(InstantSource.system()), LocalFaults.NONE);
        try (LocalCyberTipline server = LocalCyberTipline.start(options)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("base: " + server.base());
            out.println(
                    "a local stand-in for the CyberTipline; it is not NCMEC, and nothing goes there. Ctrl-C ends it");
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (BindException e) {
            throw new UserError("port " + port + " is in use: choose another with --port", e);
        } catch (IOException e) {
            throw new UserError(
                    "the local server can't start (" + e.getMessage() + "): look at --schema and --port", e);
        }
    }
}
