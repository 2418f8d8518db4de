// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import static io.velostream.schema.evolution.Schemas.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.difference.AnnotationDifference.AttributeChanged;
import io.velostream.schema.evolution.difference.AnnotationDifference.DocChanged;
import io.velostream.schema.evolution.difference.AnnotationDifference.OrderChanged;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintChanged;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintLoosened;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintTightened;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.FieldDifference.DefaultAdded;
import io.velostream.schema.evolution.difference.FieldDifference.FieldAdded;
import io.velostream.schema.evolution.difference.FieldDifference.FieldRemoved;
import io.velostream.schema.evolution.difference.FieldDifference.LikelyRename;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference.BranchAdded;
import io.velostream.schema.evolution.difference.TypeDifference.EnumSymbolsAdded;
import io.velostream.schema.evolution.difference.TypeDifference.EnumSymbolsRemoved;
import io.velostream.schema.evolution.difference.TypeDifference.NullabilityChanged;
import io.velostream.schema.evolution.difference.TypeDifference.TypeChanged;
import io.velostream.schema.evolution.difference.TypeDifference.TypePromoted;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDifferencesTest {

  private static final String CLOSED = "'additionalProperties':false,";

  private static List<SchemaDifference> between(String before, String after) {
    return SchemaComparison.of(json(before), json(after)).differences();
  }

  private static SchemaDifference only(String before, String after) {
    List<SchemaDifference> found = between(before, after);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static String object(String keywords, String... properties) {
    return "{'type':'object'," + keywords + "'properties':{" + String.join(",", properties) + "}}";
  }

  private static String property(String name, String schema) {
    return "'" + name + "':" + schema;
  }

  private static String of(String schema) {
    return object(CLOSED, property("f", schema));
  }

  private static void assertEffect(SchemaDifference found, Severity backward, Severity forward) {
    assertThat(found.severity(Direction.BACKWARD)).isEqualTo(backward);
    assertThat(found.severity(Direction.FORWARD)).isEqualTo(forward);
  }

  @Test
  void findsNothingBetweenEqualSchemas() {
    assertThat(between(of("{'type':'string'}"), of("{'type':'string'}"))).isEmpty();
  }

  @Test
  void findsAFieldAddedToAClosedObject() {
    SchemaDifference found =
        only(
            object(CLOSED, property("a", "{}")),
            object(CLOSED, property("a", "{}"), property("b", "{'type':'string'}")));

    assertThat(found).isInstanceOf(FieldAdded.class);
    assertThat(found.sentence()).isEqualTo("Field 'b' was added: string");
    assertEffect(found, Severity.INFO, Severity.ERROR);
  }

  @Test
  void callsAFieldAddedToAnOpenObjectAnErrorBecauseItMayHaveBeenWrittenBefore() {
    SchemaDifference found =
        only(
            object("", property("a", "{}")),
            object("", property("a", "{}"), property("b", "{'type':'string'}")));

    assertEffect(found, Severity.ERROR, Severity.INFO);
  }

  @Test
  void callsAnAddedRequiredFieldCritical() {
    SchemaDifference found =
        only(
            object(CLOSED, property("a", "{}")),
            object(
                CLOSED + "'required':['b'],",
                property("a", "{}"),
                property("b", "{'type':'string'}")));

    assertThat(found.sentence()).isEqualTo("Field 'b' was added: string, required");
    assertEffect(found, Severity.CRITICAL, Severity.ERROR);
  }

  @Test
  void findsARemovedField() {
    SchemaDifference found =
        only(
            object(CLOSED, property("a", "{}"), property("b", "{'type':'string'}")),
            object(CLOSED, property("a", "{}")));

    assertThat(found).isInstanceOf(FieldRemoved.class);
    assertEffect(found, Severity.ERROR, Severity.WARNING);
  }

  @Test
  void suggestsALikelyRename() {
    assertThat(
            between(
                object(CLOSED, property("userName", "{'type':'string'}")),
                object(CLOSED, property("user_name", "{'type':'string'}"))))
        .hasExactlyElementsOfTypes(FieldRemoved.class, FieldAdded.class, LikelyRename.class);
  }

  @Test
  void findsAChangedType() {
    SchemaDifference found = only(of("{'type':'string'}"), of("{'type':'integer'}"));

    assertThat(found).isInstanceOf(TypeChanged.class);
    assertThat(found.sentence()).isEqualTo("The type of 'f' changed from string to integer");
    assertEffect(found, Severity.CRITICAL, Severity.CRITICAL);
  }

  @Test
  void findsAPromotion() {
    SchemaDifference found = only(of("{'type':'integer'}"), of("{'type':'number'}"));

    assertThat(found).isInstanceOf(TypePromoted.class);
    assertEffect(found, Severity.INFO, Severity.CRITICAL);
  }

  @Test
  void findsATypeAddedToTheList() {
    SchemaDifference found = only(of("{'type':'string'}"), of("{'type':['string','boolean']}"));

    assertThat(found).isInstanceOf(BranchAdded.class);
    assertThat(found.sentence()).isEqualTo("Branch boolean was added to 'f'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'type':['null','string']}",
        "{'oneOf':[{'type':'null'},{'type':'string'}]}",
        "{'anyOf':[{'type':'string'},{'type':'null'}]}"
      },
      quoteCharacter = '`')
  void findsNullabilityInAllItsForms(String nullable) {
    SchemaDifference found = only(of("{'type':'string'}"), of(nullable));

    assertThat(found).isInstanceOf(NullabilityChanged.class);
    assertThat(found.sentence()).isEqualTo("Null is now allowed for 'f'");
    assertEffect(found, Severity.INFO, Severity.ERROR);
  }

  @Test
  void findsListedValues() {
    List<SchemaDifference> found = between(of("{'enum':['A','B']}"), of("{'enum':['A','C']}"));

    assertThat(found).hasExactlyElementsOfTypes(EnumSymbolsRemoved.class, EnumSymbolsAdded.class);
    assertThat(found.get(0).sentence()).isEqualTo("1 symbol was removed from enum 'f': \"B\"");
  }

  @Test
  void takesAConstantForAnEnumOfOneValue() {
    SchemaDifference found = only(of("{'const':'A'}"), of("{'enum':['A','B']}"));

    assertThat(found).isInstanceOf(EnumSymbolsAdded.class);
    assertEffect(found, Severity.INFO, Severity.ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "minimum, 1, 2",
    "exclusiveMinimum, 1, 2",
    "maximum, 2, 1",
    "exclusiveMaximum, 2, 1.5"
  })
  void findsTightenedAndLoosenedBoundsOfNumbers(String keyword, String loose, String tight) {
    assertTightening("number", keyword, loose, tight);
  }

  @ParameterizedTest
  @CsvSource({"minLength, 1, 2", "maxLength, 2, 1"})
  void findsTightenedAndLoosenedBoundsOfStrings(String keyword, String loose, String tight) {
    assertTightening("string", keyword, loose, tight);
  }

  @ParameterizedTest
  @CsvSource({"minItems, 1, 2", "maxItems, 2, 1", "uniqueItems, false, true"})
  void findsTightenedAndLoosenedBoundsOfArrays(String keyword, String loose, String tight) {
    assertTightening("array", keyword, loose, tight);
  }

  private static void assertTightening(String type, String keyword, String loose, String tight) {
    String before = of("{'type':'" + type + "','" + keyword + "':" + loose + "}");
    String after = of("{'type':'" + type + "','" + keyword + "':" + tight + "}");

    SchemaDifference tightened = only(before, after);
    assertThat(tightened).isInstanceOf(ConstraintTightened.class);
    assertThat(tightened.sentence()).startsWith(keyword + " of 'f' was tightened:");
    assertEffect(tightened, Severity.ERROR, Severity.INFO);
    SchemaDifference loosened = only(after, before);
    assertThat(loosened).isInstanceOf(ConstraintLoosened.class);
    assertEffect(loosened, Severity.INFO, Severity.ERROR);
  }

  @Test
  void cannotTellWhetherAnotherPatternAdmitsMoreOrLess() {
    SchemaDifference found =
        only(of("{'type':'string','pattern':'a'}"), of("{'type':'string','pattern':'b'}"));

    assertThat(found).isInstanceOf(ConstraintChanged.class);
    assertThat(found.sentence()).isEqualTo("pattern of 'f' changed from \"a\" to \"b\"");
  }

  @Test
  void findsAFormatThatWasAdded() {
    assertThat(only(of("{'type':'string'}"), of("{'type':'string','format':'date'}")).sentence())
        .isEqualTo("format of 'f' was tightened: was added: \"date\"");
  }

  @Test
  void findsAFieldThatBecameRequired() {
    SchemaDifference found =
        only(
            object(CLOSED, property("a", "{'type':'string'}")),
            object(CLOSED + "'required':['a'],", property("a", "{'type':'string'}")));

    assertThat(found).isInstanceOf(ConstraintTightened.class);
    assertThat(found.path()).isEqualTo("a");
    assertEffect(found, Severity.ERROR, Severity.INFO);
  }

  @Test
  void findsAnObjectThatWasClosed() {
    SchemaDifference found = only(object(""), object(CLOSED));

    assertThat(found.sentence())
        .isEqualTo("additionalProperties of the root was tightened: was added: false");
    assertEffect(found, Severity.ERROR, Severity.INFO);
  }

  @Test
  void comparesTheValuesOfMaps() {
    SchemaDifference found =
        only(
            of("{'type':'object','additionalProperties':{'type':'integer'}}"),
            of("{'type':'object','additionalProperties':{'type':'number'}}"));

    assertThat(found.path()).isEqualTo("f{}");
  }

  @Test
  void comparesPropertiesByPattern() {
    SchemaDifference found =
        only(
            of("{'type':'object','patternProperties':{'^x':{'type':'integer'}}}"),
            of("{'type':'object','patternProperties':{'^x':{'type':'number'}}}"));

    assertThat(found.path()).isEqualTo("f{^x}");
  }

  @Test
  void comparesItemsAndItemsByPosition() {
    assertThat(
            only(
                    of("{'type':'array','items':{'type':'integer'}}"),
                    of("{'type':'array','items':{'type':'number'}}"))
                .path())
        .isEqualTo("f[]");
    assertThat(
            only(
                    of("{'type':'array','items':[{},{'type':'integer'}]}"),
                    of("{'type':'array','items':[{},{'type':'number'}]}"))
                .path())
        .isEqualTo("f[1]");
  }

  @Test
  void pairsBranchesByTheirConstants() {
    String template =
        "{'oneOf':[{'type':'object','required':['kind'],'properties':{'kind':{'const':'card'},'n':{'type':'%s'}}},"
            + "{'type':'object','required':['kind'],'properties':{'kind':{'const':'cash'}}}]}";

    assertThat(between(template.formatted("integer"), template.formatted("number")))
        .extracting(SchemaDifference::path)
        .containsExactly("<kind=card>.n");
  }

  @Test
  void mergesInheritanceByAllOf() {
    String base =
        "{'definitions':{'Base':{'type':'object','properties':{'id':{'type':'%s'}}}},"
            + "'allOf':[{'$ref':'#/definitions/Base'},"
            + "{'type':'object','properties':{'name':{'type':'string'}}}]}";

    List<SchemaDifference> found = between(base.formatted("integer"), base.formatted("number"));

    assertThat(found).hasExactlyElementsOfTypes(TypePromoted.class);
    assertThat(found.get(0).path()).isEqualTo("id");
  }

  @Test
  void followsAReferenceThatReplacedAnInlineSchema() {
    assertThat(
            between(
                object(CLOSED, property("a", "{'type':'integer'}")),
                "{'type':'object','additionalProperties':false,"
                    + "'properties':{'a':{'$ref':'#/definitions/N'}},"
                    + "'definitions':{'N':{'type':'number'}}}"))
        .hasExactlyElementsOfTypes(TypePromoted.class, AttributeChanged.class);
  }

  @Test
  void findsDocsDefaultsAndAttributes() {
    List<SchemaDifference> found =
        between(of("{'title':'t'}"), of("{'title':'u','default':1,'x-owner':'me'}"));

    assertThat(found)
        .hasExactlyElementsOfTypes(DocChanged.class, DefaultAdded.class, AttributeChanged.class)
        .allMatch(each -> each.severity() == Severity.INFO);
  }

  @Test
  void findsAnotherOrderOfProperties() {
    assertThat(
            only(
                object("", property("a", "{}"), property("b", "{}")),
                object("", property("b", "{}"), property("a", "{}"))))
        .isInstanceOf(OrderChanged.class);
  }

  @Test
  void findsAChangeInsideACondition() {
    SchemaDifference found = only(of("{'not':{'minLength':1}}"), of("{'not':{'minLength':2}}"));

    assertThat(found).isInstanceOf(ConstraintChanged.class);
    assertThat(found.path()).isEqualTo("f");
  }

  @Test
  void callsADifferenceInAnUnusedDefinitionHarmless() {
    SchemaDifference found =
        only("{'definitions':{'N':{'type':'string'}}}", "{'definitions':{'N':{'type':'integer'}}}");

    assertThat(found.path()).isEqualTo("definitions/N");
    assertThat(found.severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void endsAtRecursiveSchemas() {
    String template =
        "{'type':'object','properties':{'value':{'type':'%s'},'next':{'$ref':'#'},"
            + "'not':{'not':{'$ref':'#'}},"
            + "'children':{'type':'array','items':{'$ref':'#'}}}}";

    assertThat(between(template.formatted("integer"), template.formatted("number")))
        .extracting(SchemaDifference::path)
        .contains("value")
        .doesNotContain("next.value");
  }

  @Test
  void quotesNamesThatAPathCannotHold() {
    SchemaDifference found =
        only(
            object("", property("a.b", "{'type':'integer'}")),
            object("", property("a.b", "{'type':'number'}")));

    assertThat(found.path()).isEqualTo("\"a.b\"");
  }
}
