// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import io.velostream.schema.json.document.DecimalMath;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.format.StringFormat;
import io.velostream.schema.json.pattern.BoundedPattern;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Set;

/** The rules of numbers and strings. */
public final class ScalarRules {

  private ScalarRules() {}

  private static void spend(Scalar number, ValidationRun run) throws IOException {
    if (!number.isLong()) {
      DecimalMath.spend(number.digits(), run);
    }
  }

  /**
   * A bound of a range. Rounding is monotonic: if the nearest doubles of the number and the bound
   * differ, they have the same order as the numbers. Only if they are equal, all digits are
   * compared.
   *
   * @param sign 1 for an upper bound, -1 for a lower bound
   * @param isOpen whether the bound itself is excluded
   */
  public record Bound(BigDecimal end, double nearest, int sign, boolean isOpen)
      implements ScalarRule {

    public Bound(BigDecimal end, int sign, boolean isOpen) {
      this(end, end.doubleValue(), sign, isOpen);
    }

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      spend(value, run);
      int order = Double.compare(value.doubleValue() + 0.0, nearest + 0.0);
      if (order == 0) {
        order = value.decimal().compareTo(end);
      }
      return order == 0 ? !isOpen : order * sign < 0;
    }

    @Override
    public String keyword() {
      String limit = sign > 0 ? "aximum" : "inimum";
      return isOpen ? "exclusiveM" + limit : "m" + limit;
    }
  }

  /** The keyword {@code multipleOf}. */
  public record MultipleOf(BigDecimal divisor) implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      spend(value, run);
      return DecimalMath.isMultiple(value.decimal(), divisor);
    }

    @Override
    public String keyword() {
      return "multipleOf";
    }
  }

  /** The type {@code integer} for numbers with a fraction, which may consist of zeros. */
  public record WithoutFraction() implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      spend(value, run);
      return DecimalMath.isWhole(value.decimal());
    }

    @Override
    public String keyword() {
      return "type";
    }
  }

  /** The length of a string in code points. */
  public record Length(int min, int max) implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      int units = value.textLength();
      if (units <= max && (units + 1) / 2 >= min) {
        return true;
      }
      run.spend(units / StepBudget.CHARACTERS_PER_STEP);
      int points = value.text().codePointCount(0, units);
      return points >= min && points <= max;
    }

    @Override
    public String keyword() {
      return min > 0 && max == Integer.MAX_VALUE ? "minLength" : "maxLength";
    }

    @Override
    public String keyword(Scalar rejected) throws IOException {
      String text = rejected.text();
      return text.codePointCount(0, text.length()) > max ? "maxLength" : "minLength";
    }
  }

  /** The keyword {@code pattern}. */
  public record Matching(BoundedPattern pattern) implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      return run.matches(pattern, value.text());
    }

    @Override
    public String keyword() {
      return "pattern";
    }
  }

  /**
   * The strings among the values of {@code enum} or {@code const}.
   *
   * @param longest the length of the longest of them
   */
  public record Texts(Set<String> texts, int longest) implements ScalarRule {

    public static Texts of(Set<String> texts) {
      int longest = texts.stream().mapToInt(String::length).max().orElse(0);
      return new Texts(Collections.unmodifiableSet(texts), longest);
    }

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      int length = value.textLength();
      if (length > longest) {
        return false;
      }
      run.spend(length / StepBudget.CHARACTERS_PER_STEP);
      return texts.contains(value.text());
    }

    @Override
    public String keyword() {
      return "enum";
    }
  }

  /** The numbers among the values of {@code enum} or {@code const}, without trailing zeros. */
  public record Numbers(Set<BigDecimal> numbers) implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      spend(value, run);
      return numbers.contains(DecimalMath.canonical(value.decimal()));
    }

    @Override
    public String keyword() {
      return "enum";
    }
  }

  /**
   * A keyword that validates strings by a format: {@code format}, {@code contentEncoding} or {@code
   * contentMediaType}.
   */
  public record Formatted(String keyword, StringFormat format) implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      return run.hasFormat(format, value.text());
    }
  }
}
