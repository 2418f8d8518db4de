// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.schema.JsonSchema;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which property tells the branches of a choice apart, so that an object needs no tree. */
class DiscriminatorTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // property, values that are known, branches
        "k | 3 | {'properties':{'k':{'const':'a'}},'required':['k']} , {'properties':{'k':{'const':'b'}},'required':['k']}",
        "k | 4 | {'properties':{'k':{'enum':['a','b']}},'required':['k']} , {'properties':{'k':{'const':'c'}},'required':['x','k']}",
        "k | 6 | {'properties':{'k':{'const':1}},'required':['k']} , {'properties':{'k':{'const':2}},'required':['k']}",
        "k | 4 | {'properties':{'k':{'type':'string'}},'required':['k']} , {'properties':{'k':{'type':['null','boolean']}},'required':['k']}",
        "k | 3 | {'properties':{'k':{'enum':['a','b'],'allOf':[{'const':'a'}]}},'required':['k']} , {'properties':{'k':{'type':'null'}},'required':['k']}",
        "l | 3 | {'properties':{'k':{'const':'a'},'l':{'const':'a'}},'required':['k','l']} , {'properties':{'k':{'const':'a'},'l':{'const':'b'}},'required':['k','l']}"
      })
  void isARequiredPropertyWhoseValuesNoTwoBranchesShare(
      String property, int size, String branches) {
    Discriminator found = discriminator(branches);

    assertThat(found).isNotNull();
    assertThat(found.property()).isEqualTo(property);
    assertThat(found.size()).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not required | {'properties':{'k':{'const':'a'}},'required':['k']} , {'properties':{'k':{'const':'b'}}}",
        "no common property | {'properties':{'k':{'const':'a'}},'required':['k']} , {'properties':{'l':{'const':'b'}},'required':['l']}",
        "a shared value | {'properties':{'k':{'enum':['a','b']}},'required':['k']} , {'properties':{'k':{'enum':['b','c']}},'required':['k']}",
        "a number written in two ways | {'properties':{'k':{'const':1}},'required':['k']} , {'properties':{'k':{'const':1.0}},'required':['k']}",
        "open after listed | {'properties':{'k':{'const':'a'}},'required':['k']} , {'properties':{'k':{'type':'string'}},'required':['k']}",
        "listed after open | {'properties':{'k':{'type':'string'}},'required':['k']} , {'properties':{'k':{'const':'a'}},'required':['k']}",
        "open twice | {'properties':{'k':{'type':'string'}},'required':['k']} , {'properties':{'k':{'type':'string','minLength':1}},'required':['k']}",
        "objects | {'properties':{'k':{'type':['string','object']}},'required':['k']} , {'properties':{'k':{'type':'null'}},'required':['k']}",
        "arrays | {'properties':{'k':{'const':[1]}},'required':['k']} , {'properties':{'k':{'type':'null'}},'required':['k']}"
      })
  void isNotThereWhereTwoBranchesMayTakeOneValue(String why, String branches) {
    assertThat(discriminator(branches)).as(why).isNull();
  }

  @Test
  void choosesTheOnlyBranchThatMayTakeAValue() throws IOException {
    SchemaProgram program =
        program(
            "{'properties':{'k':{'enum':['a',1]}},'required':['k']},"
                + "{'properties':{'k':{'enum':['b',2.50]}},'required':['k']},"
                + "{'properties':{'k':{'type':'null'}},'required':['k']}");
    Discriminator chooser = program.rules(ValueKind.OBJECT).discriminator();

    assertThat(chosen(chooser, "'a'")).isNotNull().isSameAs(chosen(chooser, "1"));
    assertThat(chosen(chooser, "1.0")).isSameAs(chosen(chooser, "1"));
    assertThat(chosen(chooser, "'b'")).isNotNull().isSameAs(chosen(chooser, "2.5"));
    assertThat(chosen(chooser, "'b'")).isNotSameAs(chosen(chooser, "'a'"));
    assertThat(chosen(chooser, "null")).isNotNull().isNotSameAs(chosen(chooser, "'a'"));
    assertThat(chosen(chooser, "'c'")).isNull();
    assertThat(chosen(chooser, "3")).isNull();
    assertThat(chosen(chooser, "true")).isNull();
  }

  @Test
  void isNotLookedForBesideAnotherChoiceOrARuleThatNeedsTheWholeObject() {
    String branches =
        "[{'properties':{'k':{'const':'a'}},'required':['k']},"
            + "{'properties':{'k':{'const':'b'}},'required':['k']}]";

    assertThat(of("{'oneOf':" + branches + "}")).isNotNull();
    assertThat(of("{'anyOf':" + branches + "}")).isNotNull();
    assertThat(of("{'oneOf':" + branches + ",'not':{'required':['z']}}")).isNull();
    assertThat(of("{'oneOf':" + branches + ",'minProperties':5}")).isNull();
    assertThat(of("{'not':{'required':['z']}}")).isNull();
  }

  @Test
  void isLookedForAmongTheFirstSixtyFourProperties() {
    assertThat(discriminator(many(63))).isNotNull();
    assertThat(discriminator(many(64))).isNull();
  }

  /** Two branches that share many required properties before the one that differs. */
  private static String many(int before) {
    String names =
        IntStream.range(0, before).mapToObj(n -> "'p" + n + "',").collect(Collectors.joining());
    return "{'properties':{'k':{'const':'a'}},'required':[NAMES'k']},{'properties':{'k':{'const':'b'}},'required':[NAMES'k']}"
        .replace("NAMES", names);
  }

  private static SchemaProgram chosen(Discriminator chooser, String value) throws IOException {
    var tree = JSON.readTree(value.replace('\'', '"'));
    return chooser.branch(new TreeScalar(tree), ValueKind.of(tree), new ValidationRun(1_000));
  }

  private static Discriminator discriminator(String branches) {
    return program(branches).rules(ValueKind.OBJECT).discriminator();
  }

  private static SchemaProgram program(String branches) {
    return JsonSchema.parse(("{'oneOf':[" + branches + "]}").replace('\'', '"')).program(100_000);
  }

  private static Discriminator of(String schema) {
    return JsonSchema.parse(schema.replace('\'', '"'))
        .program(100_000)
        .rules(ValueKind.OBJECT)
        .discriminator();
  }
}
