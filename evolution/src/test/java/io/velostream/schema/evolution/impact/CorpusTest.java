// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.drawing.DrawingSelection;
import io.velostream.schema.evolution.drawing.GraphDrawing;
import io.velostream.schema.evolution.source.FolderCatalog;
import io.velostream.schema.evolution.source.RegistryCatalog;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.evolution.verdict.FormatVerdicts;
import io.velostream.schema.evolution.verdict.StepKind;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.ReferenceSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemas of the Rubin Observatory, below the folder that the system property {@code corpus.dir}
 * names. Without it, a small folder of the same shape takes their place.
 */
class CorpusTest {

  @TempDir private Path folder;

  @Test
  void referencesOfTheFilesAreFoundByType() throws IOException {
    SchemaCatalog catalog = FolderCatalog.read(folder());
    RegisteredSchema alert = catalog.requireLatest(alert(catalog));

    assertThat(alert.definition().references()).hasSizeGreaterThan(1);
    assertThat(
            AvroFormat.INSTANCE
                .parse(catalog.resolve(alert, ReferenceSettings.DEFAULT))
                .getFields())
        .isNotEmpty();
  }

  @Test
  void theFilesAreRegisteredInTheirOrderAndReadBack() throws IOException {
    SchemaCatalog catalog = FolderCatalog.read(folder());
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        RegistryClient client =
            RegistryClient.create(RegistrySettings.of(URI.create(registry.url())), event -> {})) {
      for (SubjectVersion at : catalog.graph().dependenciesFirst()) {
        var unused =
            client.call(
                SchemaRequests.register(
                    at.subject(), catalog.require(at).definition(), Normalization.OFF));
      }
      SchemaCatalog read =
          new RegistryCatalog(client, Duration.ofSeconds(10)).read(SubjectPattern.ALL);

      assertThat(read.graph().nodes()).isEqualTo(catalog.graph().nodes());
      assertThat(read.graph().references(new SubjectVersion(alert(read), 1)))
          .isEqualTo(catalog.graph().references(new SubjectVersion(alert(catalog), 1)));
    }
  }

  @Test
  void aChangeOfASourceTouchesTheAlert() throws IOException {
    SchemaCatalog catalog = FolderCatalog.read(folder());
    Subject alert = alert(catalog);
    Subject source = Subject.of(alert.name().replace("alert", "diaSource"));
    String text = catalog.requireLatest(source).definition().text();
    int fields = text.indexOf('[', text.indexOf("\"fields\"")) + 1;
    String changed =
        text.substring(0, fields)
            + "{\"name\": \"added\", \"type\": \"int\"},"
            + text.substring(fields);
    Impact impact =
        new ImpactAnalysis(catalog, FormatVerdicts.DEFAULT, ReferenceSettings.DEFAULT)
            .of(new SubjectVersion(source, 1), SchemaDefinition.of("AVRO", changed), null);

    assertThat(impact.dependents())
        .singleElement()
        .satisfies(each -> assertThat(each.at().subject()).isEqualTo(alert))
        .satisfies(each -> assertThat(each.verdict().kind()).isEqualTo(StepKind.FORWARD));
    Path drawings = Files.createDirectories(Path.of("target", "drawings"));
    Files.writeString(drawings.resolve("alert-impact.txt"), impact.toText());
    Files.writeString(
        drawings.resolve("alert.svg"),
        GraphDrawing.of(
                catalog, DrawingSelection.of(new SubjectPattern("*alert*")).withImpact(impact))
            .toSvg());
  }

  /** The first of the alerts. */
  private static Subject alert(SchemaCatalog catalog) {
    return catalog.subjects(new SubjectPattern("*alert")).get(0);
  }

  private Path folder() throws IOException {
    String corpus = System.getProperty("corpus.dir");
    if (corpus != null && !corpus.isEmpty()) {
      return Path.of(corpus, "lsst");
    }
    System.err.println("### corpus.dir is NOT SET: no schema of the corpus was read ###");
    write(
        "n.alert",
        "{'name':'f','type':'n.diaSource'},{'name':'o','type':'n.diaObject'},"
            + "{'name':'p','type':['null',{'type':'array','items':'n.diaSource'}]}");
    write("n.diaSource", "{'name':'ra','type':'double'}");
    write("n.diaObject", "{'name':'id','type':'long'}");
    return folder;
  }

  private void write(String name, String fields) throws IOException {
    String text = "{'type':'record','name':'" + name + "','fields':[" + fields + "]}";
    Files.writeString(folder.resolve(name + ".avsc"), text.replace('\'', '"'));
  }
}
