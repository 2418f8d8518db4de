// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.evolution.Schemas;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SchemaCatalogBuilder;
import io.velostream.schema.evolution.transform.TransformOptions;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The plan of a schema on which ten thousand generated schemas depend. */
class PlanSpeedTest {

  private static final int MANY = 10_000;
  private static final Duration BOUND = Duration.ofSeconds(6);

  private final SchemaCatalogBuilder schemas = new SchemaCatalogBuilder();

  @Test
  void tenThousandDependInSixLevels() {
    String field = "{'name':'a','type':'int'}";
    add(0, 1, field);
    add(0, 2, field + ",{'name':'b','type':'int'}");
    Random random = new Random(7);
    for (int i = 1; i < MANY; i++) {
      int parent = (i - 1) / 5;
      int other = i < 6 ? parent : random.nextInt((i + 4) / 5);
      String fields = "{'name':'p','type':['null','S" + parent + "']}";
      if (other == parent) {
        add(i, 1, fields, reference(parent));
      } else {
        add(
            i,
            1,
            fields + ",{'name':'o','type':['null','S" + other + "']}",
            reference(parent),
            reference(other));
      }
    }
    SchemaCatalog catalog = schemas.build();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    MigrationPlan plan =
        new MigrationPlanner(catalog, ReferenceSettings.DEFAULT)
            .plan(
                new SubjectVersion(Subject.of("s0"), 1),
                2,
                CompatibilityLevel.FORWARD,
                MigrationRates.UNKNOWN,
                TransformOptions.NONE,
                null);
    Duration time = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);

    System.out.println(
        "OK plan on " + MANY + " schemas in " + time.toMillis() + " ms of processor time");
    assertThat(plan.toJson()).contains("register 9999 dependents again");
    assertThat(time).isLessThan(BOUND);
  }

  private static SchemaReference reference(int number) {
    return new SchemaReference("S" + number, "s" + number, 1);
  }

  private void add(int number, int version, String fields, SchemaReference... references) {
    String text = "{'type':'record','name':'S" + number + "','fields':[" + fields + "]}";
    schemas.add(
        Subject.of("s" + number),
        version,
        SchemaDefinition.of("AVRO", Schemas.quoted(text), references));
  }
}
