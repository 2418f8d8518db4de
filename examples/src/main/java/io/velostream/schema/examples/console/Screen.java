// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Where a demo prints: lines that stay, and below them a live area that is redrawn in place.
 *
 * <p>In place is for terminals. Elsewhere, and where {@code TERM} is {@code dumb} or not set, the
 * live area is printed again below, at most every few seconds. Colours are for terminals where
 * {@code NO_COLOR} is not set. Each change is flushed. Belongs to one thread.
 *
 * @see <a href="https://no-color.org">NO_COLOR</a>
 */
public final class Screen {

  private static final long PIPE_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final String NO_WRAP = "\033[?7l";
  private static final String WRAP = "\033[?7h";
  private static final String ERASE_BELOW = "\033[J";
  private static final String ERASE_LINE = "\033[K";

  private final PrintStream out;
  private final boolean drawsInPlace;
  private final boolean hasColour;
  private final Glyphs glyphs;
  private final LongSupplier nanoTime;
  private List<String> area = List.of();
  private boolean isAreaPrinted = true;
  private long lastPrintNanos;

  private Screen(
      PrintStream out,
      boolean drawsInPlace,
      boolean hasColour,
      Glyphs glyphs,
      LongSupplier nanoTime) {
    this.out = out;
    this.drawsInPlace = drawsInPlace;
    this.hasColour = hasColour;
    this.glyphs = glyphs;
    this.nanoTime = nanoTime;
    lastPrintNanos = nanoTime.getAsLong();
  }

  /**
   * The standard output of this JVM. It is written to directly: what Maven puts before it removes
   * the codes of terminals.
   */
  public static Screen standard() {
    System.out.flush();
    Charset charset = Terminals.charset(System.getProperties());
    return of(
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, charset),
        Terminals.isTerminal(System.console()),
        System.getenv(),
        charset,
        System::nanoTime);
  }

  /** A stream that is no terminal and can show all characters. */
  public static Screen plain(PrintStream out) {
    return new Screen(out, false, false, Glyphs.ALL, System::nanoTime);
  }

  /** A stream whose abilities follow from whether it is a terminal, and from the environment. */
  static Screen of(
      PrintStream out,
      boolean isTerminal,
      Map<String, String> environment,
      Charset charset,
      LongSupplier nanoTime) {
    boolean isWindows = "Windows_NT".equals(environment.get("OS"));
    String kind = environment.getOrDefault("TERM", isWindows ? "windows" : "dumb");
    boolean isCapable = isTerminal && !kind.equals("dumb");
    boolean isColourWanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Screen(out, isCapable, isCapable && isColourWanted, Glyphs.of(charset), nanoTime);
  }

  /** Whether the live area is redrawn in place, so that redrawing it often does no harm. */
  public boolean drawsInPlace() {
    return drawsInPlace;
  }

  /** The text in this style, or as it is where there are no colours. */
  public String styled(Style style, String text) {
    return hasColour && !text.isEmpty() ? style.apply(text) : text;
  }

  /** Prints a line that stays. A live area that is not kept vanishes from a terminal. */
  public void say(String line) {
    out.print(erased() + glyphs.shown(line) + System.lineSeparator());
    out.flush();
    area = List.of();
    isAreaPrinted = true;
    lastPrintNanos = nanoTime.getAsLong();
  }

  /** Prints an empty line and a title. */
  public void heading(String title) {
    say("");
    say(styled(Style.HEADING, title));
  }

  /** Prints something that was checked, with a mark that says how the check ended. */
  public void check(boolean isGood, String line) {
    say((isGood ? styled(Style.GOOD, "✓") : styled(Style.BAD, "✗")) + " " + line);
  }

  /** Shows how far something is; the next line takes its place. */
  public void progress(String line) {
    redraw(List.of(line));
  }

  /** Shows how far something is as a bar. */
  public void progress(String what, long done, long total) {
    long share = total == 0 ? 100 : 100 * done / total;
    progress(what + " " + Bars.bar(done, total, 30) + " " + share + " %");
  }

  /** Shows these lines as the live area. */
  public void redraw(List<String> lines) {
    if (drawsInPlace) {
      draw(lines);
    } else {
      isAreaPrinted = false;
      area = List.copyOf(lines);
      if (nanoTime.getAsLong() - lastPrintNanos >= PIPE_INTERVAL_NANOS) {
        printArea();
      }
    }
  }

  /** Leaves the live area where it is; what follows is printed below. */
  public void keep() {
    if (!isAreaPrinted) {
      printArea();
    }
    area = List.of();
  }

  /**
   * Runs something that takes a while, and shows how long it has taken.
   *
   * @param what what it is, in words
   * @return what it gives
   */
  public <T> T busy(String what, Callable<T> work) throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "demo-work");
    thread.setDaemon(true);
    long start = nanoTime.getAsLong();
    if (drawsInPlace) {
      progress(what + " …");
    } else {
      say(what + " …");
    }
    thread.start();
    while (true) {
      try {
        return task.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - start);
        progress(what + " … " + seconds + " s");
      }
    }
  }

  private void draw(List<String> lines) {
    StringBuilder text = new StringBuilder(erased()).append(NO_WRAP);
    for (String line : lines) {
      text.append(glyphs.shown(line)).append(ERASE_LINE).append(System.lineSeparator());
    }
    out.print(text.append(WRAP));
    out.flush();
    area = List.copyOf(lines);
  }

  private void printArea() {
    area.forEach(line -> out.println(glyphs.shown(line)));
    out.flush();
    isAreaPrinted = true;
    lastPrintNanos = nanoTime.getAsLong();
  }

  /** The codes that take the live area away. */
  private String erased() {
    return drawsInPlace && !area.isEmpty() ? "\033[" + area.size() + "A\r" + ERASE_BELOW : "";
  }
}
