// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.avro;

import static io.velostream.schema.evolution.Schemas.avro;
import static io.velostream.schema.evolution.Schemas.avroRecord;
import static io.velostream.schema.evolution.Schemas.field;
import static io.velostream.schema.evolution.Schemas.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.difference.AnnotationDifference.AliasesChanged;
import io.velostream.schema.evolution.difference.AnnotationDifference.AttributeChanged;
import io.velostream.schema.evolution.difference.AnnotationDifference.DocChanged;
import io.velostream.schema.evolution.difference.AnnotationDifference.OrderChanged;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.FieldDifference.DefaultAdded;
import io.velostream.schema.evolution.difference.FieldDifference.DefaultChanged;
import io.velostream.schema.evolution.difference.FieldDifference.DefaultRemoved;
import io.velostream.schema.evolution.difference.FieldDifference.FieldAdded;
import io.velostream.schema.evolution.difference.FieldDifference.FieldRemoved;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference.BranchAdded;
import io.velostream.schema.evolution.difference.TypeDifference.BranchRemoved;
import io.velostream.schema.evolution.difference.TypeDifference.EnumDefaultChanged;
import io.velostream.schema.evolution.difference.TypeDifference.EnumSymbolsAdded;
import io.velostream.schema.evolution.difference.TypeDifference.EnumSymbolsRemoved;
import io.velostream.schema.evolution.difference.TypeDifference.LogicalTypeChanged;
import io.velostream.schema.evolution.difference.TypeDifference.NullabilityChanged;
import io.velostream.schema.evolution.difference.TypeDifference.SizeChanged;
import io.velostream.schema.evolution.difference.TypeDifference.TypeChanged;
import io.velostream.schema.evolution.difference.TypeDifference.TypePromoted;
import io.velostream.schema.model.ResolvedSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class AvroDifferencesTest {

  private static final String ID = field("id", "'long'");

  private static List<SchemaDifference> between(ResolvedSchema before, ResolvedSchema after) {
    return SchemaComparison.of(before, after).differences();
  }

  private static SchemaDifference only(ResolvedSchema before, ResolvedSchema after) {
    assertThat(between(before, after)).hasSize(1);
    return between(before, after).get(0);
  }

  private static ResolvedSchema of(String type) {
    return avroRecord(field("f", type));
  }

  private static void assertEffect(SchemaDifference found, Severity backward, Severity forward) {
    assertThat(found.severity(Direction.BACKWARD)).isEqualTo(backward);
    assertThat(found.severity(Direction.FORWARD)).isEqualTo(forward);
  }

  @Test
  void findsNothingBetweenEqualSchemas() {
    assertThat(between(avroRecord(ID), avroRecord(ID))).isEmpty();
  }

  @Test
  void findsAnAddedFieldWithADefault() {
    SchemaDifference found =
        only(avroRecord(ID), avroRecord(ID, field("price", "'double'", "1.5")));

    assertThat(found).isInstanceOf(FieldAdded.class);
    assertThat(found.path()).isEqualTo("price");
    assertThat(found.sentence()).isEqualTo("Field 'price' was added: double, default 1.5");
    assertEffect(found, Severity.INFO, Severity.INFO);
  }

  @Test
  void callsAnAddedFieldWithoutADefaultCritical() {
    SchemaDifference found = only(avroRecord(ID), avroRecord(ID, field("price", "'double'")));

    assertThat(found.sentence()).isEqualTo("Field 'price' was added: double, required");
    assertEffect(found, Severity.CRITICAL, Severity.INFO);
  }

  @Test
  void findsARemovedField() {
    SchemaDifference found = only(avroRecord(ID, field("price", "'double'")), avroRecord(ID));

    assertThat(found).isInstanceOf(FieldRemoved.class);
    assertThat(found.sentence()).isEqualTo("Field 'price' was removed: double, required");
    assertEffect(found, Severity.WARNING, Severity.CRITICAL);
  }

  @Test
  void findsAChangedType() {
    SchemaDifference found = only(of("'int'"), of("'string'"));

    assertThat(found).isInstanceOf(TypeChanged.class);
    assertThat(found.sentence()).isEqualTo("The type of 'f' changed from int to string");
    assertEffect(found, Severity.CRITICAL, Severity.CRITICAL);
  }

  @Test
  void findsAPromotion() {
    SchemaDifference found = only(of("'int'"), of("'long'"));

    assertThat(found).isInstanceOf(TypePromoted.class);
    assertThat(found.sentence()).isEqualTo("The type of 'f' was promoted from int to long");
    assertEffect(found, Severity.INFO, Severity.CRITICAL);
  }

  @Test
  void findsTheReverseOfAPromotion() {
    SchemaDifference found = only(of("'double'"), of("'float'"));

    assertThat(found.sentence()).isEqualTo("The type of 'f' was narrowed from double to float");
    assertEffect(found, Severity.CRITICAL, Severity.INFO);
  }

  @Test
  void findsDefaultsThatWereAddedChangedAndRemoved() {
    assertThat(only(of("'int'"), avroRecord(field("f", "'int'", "1"))))
        .isInstanceOf(DefaultAdded.class);
    SchemaDifference changed =
        only(avroRecord(field("f", "'int'", "1")), avroRecord(field("f", "'int'", "2")));
    assertThat(changed).isInstanceOf(DefaultChanged.class);
    assertThat(changed.sentence()).isEqualTo("The default of 'f' changed from 1 to 2");
    assertThat(only(avroRecord(field("f", "'int'", "1")), of("'int'")))
        .isInstanceOf(DefaultRemoved.class);
  }

  @Test
  void tellsADefaultOfNullFromNone() {
    SchemaDifference found =
        only(of("['null','int']"), avroRecord(field("f", "['null','int']", "null")));

    assertThat(found.sentence()).isEqualTo("The default null was added to 'f'");
  }

  @Test
  void findsSymbolsOfEnums() {
    List<SchemaDifference> found =
        between(
            of("{'type':'enum','name':'E','symbols':['A','B']}"),
            of("{'type':'enum','name':'E','symbols':['A','C','D']}"));

    assertThat(found).hasExactlyElementsOfTypes(EnumSymbolsAdded.class, EnumSymbolsRemoved.class);
    assertThat(found.get(0).sentence()).isEqualTo("2 symbols were added to enum 'f': C, D");
    assertEffect(found.get(0), Severity.INFO, Severity.ERROR);
    assertEffect(found.get(1), Severity.ERROR, Severity.INFO);
  }

  @Test
  void letsTheDefaultOfAnEnumTakeUnknownSymbols() {
    List<SchemaDifference> found =
        between(
            of("{'type':'enum','name':'E','symbols':['A','B']}"),
            of("{'type':'enum','name':'E','symbols':['A'],'default':'A'}"));

    assertThat(found).hasExactlyElementsOfTypes(EnumSymbolsRemoved.class, EnumDefaultChanged.class);
    assertEffect(found.get(0), Severity.WARNING, Severity.INFO);
  }

  @Test
  void findsBranchesOfUnions() {
    List<SchemaDifference> found = between(of("['int','string']"), of("['int','boolean']"));

    assertThat(found).hasExactlyElementsOfTypes(BranchRemoved.class, BranchAdded.class);
    assertThat(found.get(0).sentence()).isEqualTo("Branch string was removed from 'f'");
    assertEffect(found.get(0), Severity.ERROR, Severity.INFO);
    assertEffect(found.get(1), Severity.INFO, Severity.ERROR);
  }

  @Test
  void findsABranchThatAnotherBranchStillReads() {
    SchemaDifference found = only(of("['int','double']"), of("['double']"));

    assertThat(found).isInstanceOf(BranchRemoved.class);
    assertEffect(found, Severity.INFO, Severity.INFO);
  }

  @Test
  void findsAnotherOrderOfBranches() {
    SchemaDifference found = only(of("['null','int']"), of("['int','null']"));

    assertThat(found).isInstanceOf(OrderChanged.class);
    assertThat(found.sentence()).isEqualTo("The order of the branches of 'f' changed to int, null");
  }

  @Test
  void findsChangesOfNullability() {
    SchemaDifference allowed = only(of("'string'"), of("['null','string']"));
    assertThat(allowed).isInstanceOf(NullabilityChanged.class);
    assertThat(allowed.sentence()).isEqualTo("Null is now allowed for 'f'");
    assertEffect(allowed, Severity.INFO, Severity.ERROR);

    SchemaDifference forbidden = only(of("['null','string']"), of("'string'"));
    assertThat(forbidden.sentence()).isEqualTo("Null is no longer allowed for 'f'");
    assertEffect(forbidden, Severity.ERROR, Severity.INFO);
  }

  @Test
  void findsANullableFieldThatWasPromoted() {
    SchemaDifference found = only(of("['null','float']"), of("['null','double']"));

    assertThat(found).isInstanceOf(TypePromoted.class);
    assertThat(found.path()).isEqualTo("f");
  }

  @Test
  void findsSizesOfFixed() {
    SchemaDifference found =
        only(
            of("{'type':'fixed','name':'F','size':4}"), of("{'type':'fixed','name':'F','size':8}"));

    assertThat(found).isInstanceOf(SizeChanged.class);
    assertThat(found.sentence()).isEqualTo("The size of 'f' changed from 4 to 8 bytes");
    assertEffect(found, Severity.CRITICAL, Severity.CRITICAL);
  }

  @Test
  void callsAnotherUnitOfALogicalTypeAnError() {
    SchemaDifference found =
        only(
            of("{'type':'long','logicalType':'timestamp-millis'}"),
            of("{'type':'long','logicalType':'timestamp-micros'}"));

    assertThat(found).isInstanceOf(LogicalTypeChanged.class);
    assertThat(found.sentence())
        .isEqualTo("The logical type of 'f' changed from timestamp-millis to timestamp-micros");
    assertEffect(found, Severity.ERROR, Severity.ERROR);
  }

  @Test
  void callsAnotherPrecisionAWarningAndAnotherScaleAnError() {
    String decimal = "{'type':'bytes','logicalType':'decimal','precision':%d,'scale':%d}";

    SchemaDifference precision = only(of(decimal.formatted(9, 2)), of(decimal.formatted(12, 2)));
    assertThat(precision.severity()).isEqualTo(Severity.WARNING);
    SchemaDifference scale = only(of(decimal.formatted(9, 2)), of(decimal.formatted(9, 3)));
    assertThat(scale.sentence())
        .isEqualTo("The logical type of 'f' changed from decimal(9,2) to decimal(9,3)");
    assertThat(scale.severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void findsDocsOrderAliasesAndAttributes() {
    List<SchemaDifference> found =
        between(
            avro("{'type':'record','name':'R','fields':[" + ID + "," + field("b", "'int'") + "]}"),
            avro(
                "{'type':'record','name':'R','doc':'d','aliases':['Q'],'x':1,'fields':["
                    + field("b", "'int'")
                    + ","
                    + ID
                    + "]}"));

    assertThat(found)
        .hasExactlyElementsOfTypes(
            DocChanged.class, AliasesChanged.class, OrderChanged.class, AttributeChanged.class)
        .allMatch(each -> each.severity() == Severity.INFO);
    assertThat(found.get(0).sentence()).isEqualTo("doc was added to the root");
    assertThat(found.get(3).sentence()).isEqualTo("Attribute x of the root was added: 1");
  }

  @Test
  void findsTheSortOrderOfAField() {
    SchemaDifference found =
        only(of("'int'"), avroRecord("{'name':'f','type':'int','order':'ignore'}"));

    assertThat(found.sentence())
        .isEqualTo("Attribute order of 'f' changed from ascending to ignore");
  }

  @Test
  void namesThePathThroughRecordsArraysMapsAndUnions() {
    String template =
        field(
            "orders",
            "{'type':'array','items':"
                + record(
                    "Order",
                    field(
                        "lines",
                        "{'type':'map','values':['null','string',"
                            + record("Line", field("price", "'%s'"))
                            + "]}"))
                + "}");

    SchemaDifference found =
        only(avroRecord(template.formatted("int")), avroRecord(template.formatted("long")));

    assertThat(found.path()).isEqualTo("orders[].lines{}<Line>.price");
  }

  @Test
  void endsAtRecursiveTypes() {
    String template =
        "{'type':'record','name':'Node','fields':[{'name':'value','type':'%s'},"
            + "{'name':'next','type':['null','Node']},"
            + "{'name':'children','type':{'type':'array','items':'Node'}}]}";

    SchemaDifference found =
        only(avro(template.formatted("int")), avro(template.formatted("long")));

    assertThat(found.path()).isEqualTo("value");
  }

  @Test
  void endsWhereARecursiveTypeWasUnrolled() {
    List<SchemaDifference> found =
        between(
            avro(record("A", field("next", "['null','A']"))),
            avro(
                record(
                    "A",
                    field("next", "['null'," + record("B", field("next", "['null','A']")) + "]"))));

    assertThat(found).isNotEmpty().allMatch(each -> each.path().startsWith("next"));
  }

  @Test
  void reportsATypeOfSeveralPlacesOnce() {
    String template =
        field("from", record("Point", field("x", "'%s'"))) + "," + field("to", "'Point'");

    SchemaDifference found =
        only(avroRecord(template.formatted("int")), avroRecord(template.formatted("long")));

    assertThat(found.path()).isEqualTo("from.x");
  }
}
