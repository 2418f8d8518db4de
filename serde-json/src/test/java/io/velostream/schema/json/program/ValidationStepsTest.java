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
    validator.endContainer();

    assertThat(validator.isValid()).isTrue();
    assertThat(validator.limitError()).isNull();
  }

  @Test
  void paysForEachContainerOutOfTheDocumentItself() throws IOException {
    StreamingValidator validator = validator("{'items':{'properties':{'a':true}},'minItems':1}", 0);
    validator.startArray();
    for (int n = 0; n < 1_000; n++) {
      validator.startObject();
      validator.endContainer();
    }
    validator.endContainer();

    assertThat(validator.isValid()).isTrue();
  }

  @Test
  void refusesADocumentWhoseScalarTakesTooManySteps() throws IOException {
    StreamingValidator validator = validator(LOOKS_OFTEN, 100);
    validator.startArray();
    validator.scalar(
        new TreeScalar(JSON.readTree("\"" + "a".repeat(5_000) + "!\"")), ValueKind.STRING);

    assertThat(validator.isRejected()).isTrue();
    assertThat(validator.isValid()).isFalse();
    assertThat(validator.limitError()).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void refusesADocumentWhosePropertyNameTakesTooManySteps() throws IOException {
    StreamingValidator validator =
        validator("{'patternProperties':{'^(a|aa)+$':{'minimum':1}}}", 10);
    validator.startObject();
    validator.propertyName("a".repeat(50_000) + "!");

    assertThat(validator.isRejected()).isTrue();
    assertThat(validator.limitError()).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void refusesADocumentWhoseTreeTakesTooManySteps() throws IOException {
    StreamingValidator validator = validator("{'contains':{'pattern':'^(a|aa)+$'}}", 10);
    validator.startArray();
    validator.scalar(
        new TreeScalar(JSON.readTree("\"" + "a".repeat(50_000) + "!\"")), ValueKind.STRING);
    assertThat(validator.isRejected()).isFalse();
    validator.endContainer();

    assertThat(validator.isRejected()).isTrue();
    assertThat(validator.limitError()).isInstanceOf(InvalidValueException.class);
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
    assertThat(validator.isRejected()).isFalse();
    scalar.value = 1;
    validator.scalar(scalar, ValueKind.INTEGER);

    assertThat(validator.isRejected()).isTrue();
    assertThat(validator.limitError()).isNull();
  }

  @Test
  void refusesASecondDocument() throws IOException {
    StreamingValidator validator = validator("{}", 100);
    validator.scalar(new TreeScalar(JSON.readTree("1")), ValueKind.INTEGER);
    assertThat(validator.isValid()).isTrue();
    validator.scalar(new TreeScalar(JSON.readTree("1")), ValueKind.INTEGER);

    assertThat(validator.isValid()).isFalse();
  }

  @Test
  void admitsNothingBeforeTheDocumentHasEnded() throws IOException {
    StreamingValidator validator = validator("{'minItems':1}", 100);
    assertThat(validator.isValid()).isFalse();
    validator.startArray();
    validator.startArray();
    validator.endContainer();
    assertThat(validator.isValid()).isFalse();
    validator.endContainer();

    assertThat(validator.isValid()).isTrue();
  }

  @Test
  void judgesNothingMoreOnceItWasToldToRefuse() throws IOException {
    StreamingValidator validator = validator("{}", 100);
    validator.reject();
    validator.startObject();
    validator.propertyName("a");
    validator.scalar(new TreeScalar(JSON.readTree("1")), ValueKind.INTEGER);
    validator.endContainer();

    assertThat(validator.isValid()).isFalse();
    assertThat(validator.isRejected()).isTrue();
    assertThat(validator.limitError()).isNull();
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
    ValidationRun part = ValidationRun.withParentBudget(whole);
    part.spend(10);

    assertThatThrownBy(() -> part.spend(1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("more than 10 steps");
  }

  @Test
  void refusesSchemasThatLookAtOneValueWithinOneAnotherTooOften() throws IOException {
    ValidationRun run = new ValidationRun(REGEX_STEPS);
    for (int n = 0; n < 400; n++) {
      run.enterSchema();
    }

    assertThatThrownBy(run::enterSchema)
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("more than 400 nested evaluations of schemas");
  }

  @Test
  void forgetsALookThatHasEnded() {
    ValidationRun run = new ValidationRun(REGEX_STEPS);
    for (int n = 0; n < 1_000; n++) {
      run.enterSchema();
      run.leaveSchema();
    }
    run.enterSchema();
  }

  @Test
  void remembersVerdictsOnlyOnceAValidationTakesLong() {
    TypeRules rules = TypeRules.ACCEPT_ALL;
    Object value = new Object();
    ValidationRun run = new ValidationRun(10_000);
    run.spend(1_999);
    run.cacheVerdict(rules, value, true);
    assertThat(run.cachedVerdict(rules, value)).isNull();

    run.spend(1);
    run.cacheVerdict(rules, value, true);
    assertThat(run.cachedVerdict(rules, value)).isTrue();
    assertThat(run.cachedVerdict(rules, new Object())).isNull();
    run.cacheVerdict(rules, value, false);
    assertThat(run.cachedVerdict(rules, value)).isFalse();
    assertThat(run.cachedVerdict(TypeRules.REJECT_ALL, value)).isNull();

    run.clearVerdicts();
    assertThat(run.cachedVerdict(rules, value)).isNull();
  }

  @Test
  void boundsWhatItRemembers() {
    ValidationRun run = new ValidationRun(10_000);
    Object first = new Object();
    run.spend(2_000);
    run.cacheVerdict(TypeRules.ACCEPT_ALL, first, true);
    for (int n = 1; n < 100_000; n++) {
      run.cacheVerdict(TypeRules.ACCEPT_ALL, new Object(), true);
    }
    assertThat(run.cachedVerdict(TypeRules.ACCEPT_ALL, first)).isTrue();
    run.cacheVerdict(TypeRules.ACCEPT_ALL, new Object(), true);

    assertThat(run.cachedVerdict(TypeRules.ACCEPT_ALL, first)).isNull();
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
