// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;

/** A progress bar on stderr: redrawn in place on a terminal, a line for each tenth elsewhere. */
final class Progress {
    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean terminal;
    private final AtomicLong done = new AtomicLong();
    private String what = "";
    private long total;
    private long begun;
    private int shown;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void begin(String label, long size) {
        what = label;
        total = Math.max(1, size);
        begun = System.nanoTime();
        shown = -1;
        done.set(0);
        draw(0);
    }

    void advance(long size) {
        draw(done.addAndGet(size));
    }

    void end() {
        draw(total);
        if (terminal) {
            out.println();
        }
        out.flush();
    }

    private synchronized void draw(long now) {
        int percent = (int) Math.min(100, now * 100 / total);
        int step = terminal ? percent : percent / 10;
        if (step <= shown) {
            return;
        }
        shown = step;
        String bar = "#".repeat(percent * WIDTH / 100) + ".".repeat(WIDTH - percent * WIDTH / 100);
        String line = "%-10s [%s] %3d %%%s".formatted(what, bar, percent, left(percent));
        if (terminal) {
            out.print("\r" + line);
        } else {
            out.println(line);
        }
        out.flush();
    }

    private String left(int percent) {
        if (percent == 0 || percent == 100) {
            return " ".repeat(12);
        }
        long seconds = (System.nanoTime() - begun) / 1_000_000_000L * (100 - percent) / percent;
        return ", %d s left  ".formatted(seconds);
    }
}
