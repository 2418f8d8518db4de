// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What a validation costs, and what becomes of one that costs too much. */
class ValidationStepsTest {

  private static final int REGEX_STEPS = 100_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOOKS_OFTEN =
      "{'items':{'anyOf':[{'pattern':'^(a+)+$'},{'pattern':'^(b+)+$'}]}}";

  @Test
  void paysForEachScalarOutOfTheDocumentItself() throws IOException {
    StreamingValidator validator = validator("{'items':{'type':'integer'}}", 0);
    validator.startArray();
    for (int n = 0; n < 1_000; n++) {
      validator.scalar(new TreeScalar(JSON.readTree("1")), ValueKind.INTEGER);
    }
    validator.end();

    assertThat(validator.admits()).isTrue();
    assertThat(validator.problem()).isNull();
  }

  @Test
  void paysForEachContainerOutOfTheDocumentItself() throws IOException {
    StreamingValidator validator = validator("{'items':{'properties':{'a':true}},'minItems':1}", 0);
    validator.startArray();
    for (int n = 0; n < 1_000; n++) {
      validator.startObject();
      validator.end();
    }
    validator.end();

    assertThat(validator.admits()).isTrue();
  }

  @Test
  void refusesADocumentWhoseScalarTakesTooManySteps() throws IOException {
    StreamingValidator validator = validator(LOOKS_OFTEN, 100);
    validator.startArray();
    validator.scalar(
        new TreeScalar(JSON.readTree("\"" + "a".repeat(5_000) + "!\"")), ValueKind.STRING);

    assertThat(validator.isRefused()).isTrue();
    assertThat(validator.admits()).isFalse();
    assertThat(validator.problem()).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void refusesADocumentWhosePropertyNameTakesTooManySteps() throws IOException {
    StreamingValidator validator =
        validator("{'patternProperties':{'^(a|aa)+$':{'minimum':1}}}", 10);
    validator.startObject();
    validator.name("a".repeat(50_000) + "!");

    assertThat(validator.isRefused()).isTrue();
    assertThat(validator.problem()).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void refusesADocumentWhoseTreeTakesTooManySteps() throws IOException {
    StreamingValidator validator = validator("{'contains':{'pattern':'^(a|aa)+$'}}", 10);
    validator.startArray();
    validator.scalar(
        new TreeScalar(JSON.readTree("\"" + "a".repeat(50_000) + "!\"")), ValueKind.STRING);
    assertThat(validator.isRefused()).isFalse();
    validator.end();

    assertThat(validator.isRefused()).isTrue();
    assertThat(validator.problem()).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void tellsTheSameValueApartOnceItHasChanged() throws IOException {
    StreamingValidator validator =
        validator("{'items':{'anyOf':[{'minimum':5},{'multipleOf':2}]}}", 1_000);
    MutableScalar scalar = new MutableScalar();
    validator.startArray();
    for (int n = 0; n < 50; n++) {
      scalar.value = 6;
      validator.scalar(scalar, ValueKind.INTEGER);
    }
    assertThat(validator.isRefused()).isFalse();
    scalar.value = 1;
    validator.scalar(scalar, ValueKind.INTEGER);

    assertThat(validator.isRefused()).isTrue();
    assertThat(validator.problem()).isNull();
  }

  @Test
  void refusesASecondDocument() throws IOException {
    StreamingValidator validator = validator("{}", 100);
    validator.scalar(new TreeScalar(JSON.readTree("1")), ValueKind.INTEGER);
    assertThat(validator.admits()).isTrue();
    validator.scalar(new TreeScalar(JSON.readTree("1")), ValueKind.INTEGER);

    assertThat(validator.admits()).isFalse();
  }

  @Test
  void admitsNothingBeforeTheDocumentHasEnded() throws IOException {
    StreamingValidator validator = validator("{'minItems':1}", 100);
    assertThat(validator.admits()).isFalse();
    validator.startArray();
    validator.startArray();
    validator.end();
    assertThat(validator.admits()).isFalse();
    validator.end();

    assertThat(validator.admits()).isTrue();
  }

  @Test
  void judgesNothingMoreOnceItWasToldToRefuse() throws IOException {
    StreamingValidator validator = validator("{}", 100);
    validator.refuse();
    validator.startObject();
    validator.name("a");
    validator.scalar(new TreeScalar(JSON.readTree("1")), ValueKind.INTEGER);
    validator.end();

    assertThat(validator.admits()).isFalse();
    assertThat(validator.isRefused()).isTrue();
    assertThat(validator.problem()).isNull();
  }

  @Test
  void saysWhichLimitAValidationExceeds() throws IOException {
    SchemaProgram program = program("{'uniqueItems':true}");
    JsonNode tree = JSON.readTree("[" + "[[[1]]],".repeat(50) + "2]");
    ValidationRun run = new ValidationRun(7);
    run.admits(program, tree);

    assertThatThrownBy(() -> run.spend(1_000_000))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("more than 7 steps")
        .hasMessageContaining(ValidationRun.LIMIT_KEY);
  }

  @Test
  void takesStepsOfALargerPieceOfWorkAsWell() {
    ValidationRun whole = new ValidationRun(10);
    ValidationRun part = ValidationRun.within(whole);
    part.spend(10);

    assertThatThrownBy(() -> part.spend(1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("more than 10 steps");
  }

  @Test
  void refusesSchemasThatLookAtOneValueWithinOneAnotherTooOften() throws IOException {
    ValidationRun run = new ValidationRun(REGEX_STEPS);
    for (int n = 0; n < 400; n++) {
      run.enter();
    }

    assertThatThrownBy(run::enter)
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("more than 400 schemas");
  }

  @Test
  void forgetsALookThatHasEnded() {
    ValidationRun run = new ValidationRun(REGEX_STEPS);
    for (int n = 0; n < 1_000; n++) {
      run.enter();
      run.leave();
    }
    run.enter();
  }

  @Test
  void remembersVerdictsOnlyOnceAValidationTakesLong() {
    TypeRules rules = TypeRules.ADMITS;
    Object value = new Object();
    ValidationRun run = new ValidationRun(10_000);
    run.spend(1_999);
    run.remember(rules, value, true);
    assertThat(run.known(rules, value)).isNull();

    run.spend(1);
    run.remember(rules, value, true);
    assertThat(run.known(rules, value)).isTrue();
    assertThat(run.known(rules, new Object())).isNull();
    run.remember(rules, value, false);
    assertThat(run.known(rules, value)).isFalse();
    assertThat(run.known(TypeRules.REFUSES, value)).isNull();

    run.forget();
    assertThat(run.known(rules, value)).isNull();
  }

  @Test
  void boundsWhatItRemembers() {
    ValidationRun run = new ValidationRun(10_000);
    Object first = new Object();
    run.spend(2_000);
    run.remember(TypeRules.ADMITS, first, true);
    for (int n = 1; n < 100_000; n++) {
      run.remember(TypeRules.ADMITS, new Object(), true);
    }
    assertThat(run.known(TypeRules.ADMITS, first)).isTrue();
    run.remember(TypeRules.ADMITS, new Object(), true);

    assertThat(run.known(TypeRules.ADMITS, first)).isNull();
  }

  private static StreamingValidator validator(String schema, int steps) throws IOException {
    return new StreamingValidator(program(schema), JsonNodeFactory.instance, steps);
  }

  private static SchemaProgram program(String schema) {
    return JsonSchema.parse(schema.replace('\'', '"')).program(REGEX_STEPS);
  }

  /** One object for many values, as a parser has it. */
  private static final class MutableScalar implements Scalar {

    private long value;

    @Override
    public boolean isLong() {
      return true;
    }

    @Override
    public long longValue() {
      return value;
    }

    @Override
    public double doubleValue() {
      return value;
    }

    @Override
    public BigDecimal decimal() {
      return BigDecimal.valueOf(value);
    }

    @Override
    public int digits() {
      return 1;
    }

    @Override
    public String text() {
      throw new AssertionError("not a string");
    }

    @Override
    public int textLength() {
      throw new AssertionError("not a string");
    }
  }
}
