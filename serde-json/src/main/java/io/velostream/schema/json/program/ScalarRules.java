// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.velostream.schema.json.document.BoundedPattern;
import io.velostream.schema.json.document.StepBudget;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.Predicate;

/** The rules of numbers and strings. */
final class ScalarRules {

  private ScalarRules() {}

  /**
   * One end of a range. Rounding keeps order: where the nearest doubles of number and end differ,
   * they compare as the numbers do; only where they are the same all digits are compared.
   *
   * @param sign 1 for an upper end, -1 for a lower one
   * @param isOpen whether the end itself is refused
   */
  record Bound(BigDecimal end, double nearest, int sign, boolean isOpen) implements ScalarRule {

    Bound(BigDecimal end, int sign, boolean isOpen) {
      this(end, end.doubleValue(), sign, isOpen);
    }

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
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
  record MultipleOf(BigDecimal divisor) implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      return value.decimal().remainder(divisor).signum() == 0;
    }

    @Override
    public String keyword() {
      return "multipleOf";
    }
  }

  /** The type {@code integer} for numbers with a fraction: one of zeros is none. */
  record WithoutFraction() implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      BigDecimal number = value.decimal();
      return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    @Override
    public String keyword() {
      return "type";
    }
  }

  /** The length of a string in code points. */
  record Length(int min, int max) implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      int units = value.textLength();
      if (units <= max && (units + 1) / 2 >= min) {
        return true;
      }
      run.spend(units / StepBudget.CHARACTERS_EACH);
      int points = value.text().codePointCount(0, units);
      return points >= min && points <= max;
    }

    @Override
    public String keyword() {
      return min > 0 && max == Integer.MAX_VALUE ? "minLength" : "maxLength";
    }

    @Override
    public String keyword(Scalar refused) throws IOException {
      String text = refused.text();
      return text.codePointCount(0, text.length()) > max ? "maxLength" : "minLength";
    }
  }

  /** The keyword {@code pattern}. */
  record Matching(BoundedPattern pattern) implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      return run.matches(pattern, value.text());
    }

    @Override
    public String keyword() {
      return "pattern";
    }
  }

  /** The strings among the values of {@code enum} or {@code const}. */
  record Texts(Set<String> texts) implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      return texts.contains(value.text());
    }

    @Override
    public String keyword() {
      return "enum";
    }
  }

  /** The numbers among the values of {@code enum} or {@code const}, without zeros at their end. */
  record Numbers(Set<BigDecimal> numbers) implements ScalarRule {

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      return numbers.contains(canonical(value.decimal()));
    }

    static BigDecimal canonical(BigDecimal number) {
      return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    @Override
    public String keyword() {
      return "enum";
    }
  }

  /** A keyword that the validator library alone knows, such as {@code format}. */
  record Foreign(Predicate<JsonNode> library) implements ScalarRule {

    /** Steps that take about the time of one question. */
    private static final int COST = 20;

    @Override
    public boolean admits(Scalar value, ValueKind kind, ValidationRun run) throws IOException {
      run.spend(COST);
      JsonNode text = TextNode.valueOf(value.text());
      return library.test(text);
    }

    @Override
    public String keyword() {
      return "format";
    }
  }
}
