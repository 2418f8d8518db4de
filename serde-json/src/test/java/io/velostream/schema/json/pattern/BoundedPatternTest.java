// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.json.pattern.PatternRows.Row;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns with the syntax and the meaning that ECMA 262 gives them. */
class BoundedPatternTest {

  private static final int STEPS = 1_000_000;

  @TestFactory
  Stream<DynamicTest> findsWhatEcma262Finds() {
    assertThat(PatternRows.STRICT).hasSizeGreaterThan(120);
    return PatternRows.STRICT.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    "<" + row.pattern() + ">",
                    () -> {
                      assertThat(BoundedPattern.isStrictlyValid(row.pattern())).isTrue();
                      check(row);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> takesWhatHasAMeaningWithoutTheFlag() {
    return PatternRows.LENIENT.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    "<" + row.pattern() + ">",
                    () -> {
                      assertThat(BoundedPattern.isStrictlyValid(row.pattern())).isFalse();
                      check(row);
                    }));
  }

  private static void check(Row row) {
    BoundedPattern pattern = new BoundedPattern(row.pattern(), STEPS);
    assertThat(row.found()).allMatch(pattern::matches);
    assertThat(row.missed()).noneMatch(pattern::matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a @ 0",
        "a) @ 1",
        "[a @ 0",
        "[b-a] @ 1",
        "* @ 0",
        "+a @ 0",
        "a** @ 2",
        "a++ @ 2",
        "a*+ @ 2",
        "a?+ @ 2",
        "a{1}+ @ 4",
        "a{2}{3} @ 4",
        "a{2,1} @ 1",
        "{1} @ 0",
        "(?>a) @ 0",
        "(?i)a @ 0",
        "(?i:a) @ 0",
        "(?-i)a @ 0",
        "(?#c)a @ 0",
        "(?P<n>a) @ 0",
        "(?<n>a)(?P=n) @ 7",
        "(?<1>a) @ 3",
        "(?<>a) @ 3",
        "(?<a @ 3",
        "(?<n>a)(?<n>b) @ 7",
        "\\k<x> @ 0",
        "(?<x>a)\\k @ 7",
        "(?<x>a)\\k<y> @ 7",
        "\\1 @ 0",
        "(a)\\2 @ 3",
        "\\01 @ 0",
        "\\8 @ 0",
        "[\\1] @ 1",
        "\\ @ 0",
        "\\a @ 0",
        "\\e @ 0",
        "\\A @ 0",
        "\\Z @ 0",
        "\\z @ 0",
        "\\G @ 0",
        "\\h @ 0",
        "\\H @ 0",
        "\\R @ 0",
        "\\X @ 0",
        "\\N @ 0",
        "\\Q.\\E @ 0",
        "\\i @ 0",
        "[\\B] @ 1",
        "[\\k] @ 1",
        "\\c @ 0",
        "\\c1 @ 0",
        "\\x1 @ 0",
        "\\xZZ @ 0",
        "\\u12 @ 0",
        "\\u{} @ 0",
        "\\u{110000} @ 0",
        "\\u{1F600 @ 0",
        "\\p @ 0",
        "\\pL @ 0",
        "\\p{ @ 3",
        "\\p{L @ 3",
        "\\p{Foo} @ 0",
        "\\p{IsGreek} @ 0",
        "\\p{Alnum} @ 0",
        "\\p{l} @ 0",
        "\\p{letter} @ 0",
        "\\p{Script=Foo} @ 0",
        "\\p{Script=greek} @ 0",
        "\\p{Script} @ 0",
        "\\p{gc=Foo} @ 0",
        "\\p{Block=Thai} @ 0",
        "\\p{^L} @ 0",
        "^* @ 1",
        "\\b+ @ 2",
        "(?<=a)* @ 6",
        "a|* @ 2",
        "(*) @ 1",
        "[\\d- @ 0"
      })
  void tellsWhereAPatternIsWrong(String row) {
    int at = row.lastIndexOf(" @ ");
    String pattern = row.substring(0, at);

    assertThat(BoundedPattern.isStrictlyValid(pattern)).isFalse();
    assertThatThrownBy(() -> new BoundedPattern(pattern, STEPS))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(" at index " + row.substring(at + 3) + " of " + pattern);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\p{Script_Extensions=Greek}",
        "\\p{scx=Grek}",
        "\\p{Dash}",
        "\\p{Math}",
        "\\p{XID_Start}"
      })
  void saysWhichPropertiesJavaHasNoTableOf(String pattern) {
    assertThatThrownBy(() -> new BoundedPattern(pattern, STEPS))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("which Java does not support")
        .hasMessageContaining("at index 0");
  }

  @Test
  void knowsEmojiWhereJavaDoes() {
    String pattern = "^\\p{Emoji_Presentation}$";
    if (Runtime.version().feature() < 21) {
      assertThatThrownBy(() -> new BoundedPattern(pattern, STEPS))
          .hasMessageContaining("which Java supports since version 21 only");
    } else {
      BoundedPattern compiled = new BoundedPattern(pattern, STEPS);
      assertThat(compiled.matches("\uD83D\uDE00")).isTrue();
      assertThat(compiled.matches("a")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+$", "^(a|a)*$", "^(?:a*)*$", "^(?:(?:a+)+)+$", "(?:a|aa)+$"})
  void judgesNestedLoopsInTimePolynomialInTheText(String pattern) {
    BoundedPattern compiled = new BoundedPattern(pattern, STEPS);

    assertThat(compiled.matches("a".repeat(200) + "b")).isFalse();
    assertThat(compiled.matches("a".repeat(200))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(.*a){25}$",
        "^(a|aa)*\\1d$",
        "^(?=(a+)+b)",
        "^(){1000000000}$",
        "(?:){1000000000}b",
        "(?:a{0}){1000000000}b",
        "(?:(?=a*)){1000000000}b",
        "(?:(?:){100000}){100000}b"
      })
  void givesUpWhereThereAreTooManyTries(String pattern) {
    BoundedPattern compiled = new BoundedPattern(pattern, STEPS);

    assertThatThrownBy(() -> compiled.matches("a".repeat(60) + "c"))
        .isInstanceOf(BoundedPattern.TooManySteps.class)
        .hasMessageContaining(BoundedPattern.LIMIT_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"^[A-Za-z]*$", "^(?:[a-z]{4})*$", "^(?:[a-z]+ ?)*$"})
  void readsTextsThatAreLongerThanTheLimitOfSteps(String pattern) {
    assertThat(new BoundedPattern(pattern, 1_000).matches("abcd".repeat(300_000))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(?:a|ab|b)*$", "^(?:[ab]|(c))+$", "^(?:ab)*?$", "^(?:a(?=b)b)*$"})
  void needsNoStackForLongTexts(String pattern) {
    assertThat(new BoundedPattern(pattern, 10 * STEPS).matches("ab".repeat(100_000))).isTrue();
  }

  @Test
  void refusesGroupsThatNestTooDeep() {
    String deep = "(".repeat(10_000) + "a" + ")".repeat(10_000);

    assertThat(BoundedPattern.isStrictlyValid(deep)).isFalse();
    assertThatThrownBy(() -> new BoundedPattern(deep, STEPS))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("levels of nested groups");
    String allowed = "(".repeat(200) + "a" + ")*".repeat(200);
    assertThat(new BoundedPattern(allowed, STEPS).matches("aaa")).isTrue();
  }

  @Test
  void takesAFixedAmountOfMemoryForEachCharacterOfThePattern() {
    for (String part : List.of("a", "\\d", "[a-z]", "(?:a{3})*", "(?=b)", "(a)\\1")) {
      long few = new BoundedPattern(part.repeat(100), STEPS).bytes();
      long many = new BoundedPattern(part.repeat(1_000), STEPS).bytes();

      assertThat(many).isLessThan(11 * few);
    }
  }
}
