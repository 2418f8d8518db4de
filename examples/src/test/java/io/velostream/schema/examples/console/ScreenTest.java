// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {

  private static final String END = System.lineSeparator();
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private long nanos = Long.MAX_VALUE - 1_000;

  @Test
  void colorsChecksAndTitlesOnATerminal() {
    Screen screen = screen(true, XTERM);

    screen.check(true, "good");
    screen.check(false, "bad");
    screen.heading("Title");

    assertThat(printed())
        .isEqualTo(
            "\033[32m✓\033[0m good"
                + END
                + "\033[31m✗\033[0m bad"
                + END
                + END
                + "\033[1mTitle\033[0m"
                + END);
  }

  @Test
  void redrawsTheLiveAreaInPlaceOnATerminal() {
    Screen screen = screen(true, XTERM);

    screen.redraw(List.of("one", "two"));
    output.reset();
    screen.redraw(List.of("three"));

    assertThat(printed())
        .isEqualTo("\033[2A\r\033[J" + "\033[?7l" + "three\033[K" + END + "\033[?7h");
  }

  @Test
  void takesTheLiveAreaAwayBeforeTheNextLineUnlessItIsKept() {
    Screen screen = screen(true, XTERM);

    screen.progress("working");
    output.reset();
    screen.say("done");
    assertThat(printed()).isEqualTo("\033[1A\r\033[J" + "done" + END);

    screen.progress("working");
    screen.keep();
    output.reset();
    screen.say("done");
    assertThat(printed()).isEqualTo("done" + END);
  }

  @Test
  void redrawsWithoutColorsWhereTheyAreNotWanted() {
    Screen screen = screen(true, Map.of("TERM", "xterm", "NO_COLOR", "1"));

    screen.progress(screen.styled(Style.GOOD, "working"));
    screen.progress(screen.styled(Style.BAD, "stuck"));

    assertThat(screen.drawsInPlace()).isTrue();
    assertThat(printed()).contains("\033[1A").doesNotContainPattern("\033\\[[\\d;]*m");
  }

  @Test
  void colorsWhereTheVariableIsEmpty() {
    Screen screen = screen(true, Map.of("TERM", "xterm", "NO_COLOR", ""));

    assertThat(screen.styled(Style.GOOD, "text")).isEqualTo("\033[32mtext\033[0m");
    assertThat(screen.styled(Style.GOOD, "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"false, xterm", "true, dumb", "true, ''"})
  void printsNoCodesWhereThereIsNoCapableTerminal(boolean isTerminal, String term) {
    Screen screen = screen(isTerminal, term.isEmpty() ? Map.of() : Map.of("TERM", term));

    screen.heading("Title");
    screen.check(true, screen.styled(Style.FAINT, "checked"));
    for (int i = 0; i <= 100; i++) {
      screen.progress("writing", i, 100);
      nanos += TimeUnit.MILLISECONDS.toNanos(100);
    }
    screen.keep();

    assertThat(screen.drawsInPlace()).isFalse();
    assertThat(printed()).doesNotContain("\033").doesNotContain("\r" + "w");
    assertThat(printed().lines().filter(line -> line.startsWith("writing ")))
        .hasSize(2)
        .last()
        .asString()
        .endsWith(" 100 %");
  }

  @Test
  void knowsTheTerminalsOfWindows() {
    assertThat(screen(true, Map.of("OS", "Windows_NT")).drawsInPlace()).isTrue();
    assertThat(screen(false, Map.of("OS", "Windows_NT")).drawsInPlace()).isFalse();
  }

  @Test
  void printsTheLiveAreaOfAPipeNowAndThenAndItsLastState() {
    Screen screen = screen(false, XTERM);

    screen.progress("first");
    assertThat(printed()).isEmpty();

    nanos += TimeUnit.SECONDS.toNanos(5);
    screen.progress("second");
    screen.progress("third");
    assertThat(printed()).isEqualTo("second" + END);

    screen.keep();
    screen.keep();
    assertThat(printed()).isEqualTo("second" + END + "third" + END);
  }

  @Test
  void showsOnlyAsciiWhereTheEncodingHasNoMore() {
    Screen screen = screen(false, XTERM, US_ASCII);

    screen.check(true, "├─ " + Bars.sparkline(List.of(0L, 1L, 4L, 8L), 8) + " …");

    assertThat(printed()).isEqualTo("+ |-  _~# ." + END).matches(US_ASCII.newEncoder()::canEncode);
  }

  @Test
  void giveBackWhatSlowWorkGives() throws Exception {
    Screen screen = screen(false, XTERM);

    assertThat(screen.<String>busy("Starting", () -> "started")).isEqualTo("started");

    assertThat(printed()).isEqualTo("Starting …" + END);
  }

  @Test
  void knowsNoTerminalWhereThereIsNoConsole() {
    assertThat(Terminals.isTerminal(null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stdout.encoding", "sun.stdout.encoding"})
  void takesTheEncodingOfTheStandardOutput(String property) {
    Properties properties = new Properties();
    assertThat(Terminals.charset(properties)).isEqualTo(Charset.defaultCharset());

    properties.setProperty(property, "US-ASCII");
    assertThat(Terminals.charset(properties)).isEqualTo(US_ASCII);

    properties.setProperty(property, "x-none");
    assertThat(Terminals.charset(properties)).isEqualTo(Charset.defaultCharset());
  }

  private Screen screen(boolean isTerminal, Map<String, String> environment) {
    return screen(isTerminal, environment, UTF_8);
  }

  private Screen screen(boolean isTerminal, Map<String, String> environment, Charset charset) {
    return Screen.of(
        new PrintStream(output, false, charset), isTerminal, environment, charset, () -> nanos);
  }

  private String printed() {
    return output.toString(UTF_8);
  }
}
