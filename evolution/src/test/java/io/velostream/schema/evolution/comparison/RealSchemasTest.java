// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison;

import static io.velostream.schema.evolution.Schemas.field;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.Schemas;
import io.velostream.schema.evolution.compatibility.CompatibilityChecker;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.compatibility.VersionedSchema;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.TypeDifference.LogicalTypeChanged;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SubjectVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The alert schemas of the Rubin Observatory, versions 9 and 10, each type in a subject of its own,
 * below the folder that the system property {@code corpus.dir} names. Without it, small schemas of
 * the same shape take their place.
 */
class RealSchemasTest {

  @TempDir private Path written;

  private ResolvedSchema alert(int version) throws IOException {
    Path folder = folder(version);
    String prefix = "lsst.v" + version + "_0.";
    Map<String, String> texts = new LinkedHashMap<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".avsc")).sorted().toList()) {
        String name = file.getFileName().toString().replace(".avsc", "");
        texts.put(name.substring(prefix.length()), Files.readString(file, UTF_8));
      }
    }
    String root = String.valueOf(texts.remove("alert"));
    List<Dependency> dependencies = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          SubjectVersion target = Schemas.version(name, version);
          links.add(new Link(prefix + name, target));
          dependencies.add(
              new Dependency(target, SchemaDefinition.of(AvroFormat.TYPE, text), List.of()));
        });
    return new ResolvedSchema(
        SchemaDefinition.of(AvroFormat.TYPE, root), links, dependencies, false);
  }

  @Test
  void explainsTheVerdictOnAlerts() throws IOException {
    ResolvedSchema before = alert(9);
    ResolvedSchema after = alert(10);

    List<SchemaDifference> found = SchemaComparison.of(before, after).differences();
    found.forEach(
        each ->
            System.out.printf(
                "%-8s %-8s %s%n",
                each.severity(Direction.BACKWARD),
                each.severity(Direction.FORWARD),
                each.sentence()));
    assertThat(found).hasSizeGreaterThan(10);
    for (CompatibilityLevel level :
        List.of(CompatibilityLevel.BACKWARD, CompatibilityLevel.FORWARD)) {
      Direction direction = level.isBackward() ? Direction.BACKWARD : Direction.FORWARD;
      var report =
          CompatibilityChecker.check(level, List.of(new VersionedSchema(9, before)), after);
      report.reasons().forEach(each -> System.out.println(level + ": " + each.sentence()));
      assertThat(
              found.stream()
                  .filter(each -> !(each instanceof LogicalTypeChanged))
                  .noneMatch(each -> each.severity(direction).isBreaking()))
          .isEqualTo(report.isCompatible());
    }
  }

  private Path folder(int version) throws IOException {
    String corpus = System.getProperty("corpus.dir");
    if (corpus != null && !corpus.isEmpty()) {
      return Path.of(corpus, "lsst", "v" + version);
    }
    System.err.println("### corpus.dir is NOT SET: no schema of the corpus was compared ###");
    String space = "lsst.v" + version + "_0";
    boolean isOld = version == 9;
    write(
        version,
        "diaSource",
        field("diaSourceId", "'long'"),
        field("ra", "'double'"),
        field("apFlux", isOld ? "'float'" : "'double'"),
        field("snr", "['null','float']", "null"),
        field("isDipole", isOld ? "'boolean'" : "['null','boolean']"),
        isOld
            ? field("ssObjectId", "['null','long']", "null")
            : field("mpcDesignation", "['null','string']", "null"),
        isOld ? field("psfChi2", "'float'") : field("psfFluxErr", "'float'"));
    write(
        version,
        "diaObject",
        field("diaObjectId", "'long'"),
        isOld ? field("radecMjdTai", "'double'") : field("validityStart", "'long'", "0"),
        isOld ? field("nDiaSources", "'int'") : field("nDiaSources", "'long'"),
        field("parallax", isOld ? "'float'" : "['null','float']"));
    write(
        version,
        "alert",
        field(isOld ? "alertId" : "diaSourceId", "'long'"),
        field("diaSource", "'" + space + ".diaSource'"),
        field(
            "prvDiaSources", "['null',{'type':'array','items':'" + space + ".diaSource'}]", "null"),
        field("diaObject", "['null','" + space + ".diaObject']", "null"));
    return written.resolve("v" + version);
  }

  private void write(int version, String name, String... fields) throws IOException {
    Path folder = Files.createDirectories(written.resolve("v" + version));
    String space = "lsst.v" + version + "_0";
    String text =
        "{'type':'record','name':'%s','namespace':'%s','fields':[%s]}"
            .formatted(name, space, String.join(",", fields));
    Files.writeString(folder.resolve(space + "." + name + ".avsc"), Schemas.quoted(text));
  }
}
