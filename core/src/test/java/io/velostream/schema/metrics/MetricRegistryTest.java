// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.metrics.MetricRegistry.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Groups are registered and removed, and exporters hear of each. */
class MetricRegistryTest {

  private final MetricRegistry registry = new MetricRegistry();
  private final Recorder recorder = new Recorder();

  @Test
  void anExporterHearsOfGroupsBeforeAndAfterItWasAdded() {
    Registration first = registry.register(List.of(group("a")));
    registry.addExporter(recorder);
    Registration second = registry.register(List.of(group("b")));
    first.close();

    assertThat(recorder.heard).containsExactly("+t{id=a}", "+t{id=b}", "-t{id=a}");
    assertThat(registry.groups()).extracting(MetricGroup::toString).containsExactly("t{id=b}");
    second.close();
    second.close();
    assertThat(recorder.heard).hasSize(4);
    assertThat(registry.groups()).isEmpty();
  }

  @Test
  void aSecondGroupOfTheSameTagsGetsANumber() {
    Registration first = registry.register(List.of(group("a")));
    Registration second = registry.register(List.of(group("a")));

    assertThat(registry.groups())
        .extracting(MetricGroup::toString)
        .containsExactly("t{id=a}", "t{id=a, ordinal=2}");
    first.close();
    assertThat(registry.groups())
        .extracting(MetricGroup::toString)
        .containsExactly("t{id=a, ordinal=2}");
    second.close();
    assertThat(registry.groups()).isEmpty();
  }

  @Test
  void anExporterThatIsWithdrawnRemovesAllGroups() {
    registry.register(List.of(group("a"), group("b")));
    Registration exporter = registry.addExporter(recorder);
    recorder.heard.clear();

    exporter.close();
    exporter.close();
    registry.register(List.of(group("c")));

    assertThat(recorder.heard).containsExactly("-t{id=a}", "-t{id=b}");
  }

  @Test
  void anExporterThatThrowsHarmsNeitherTheGroupNorOtherExporters() {
    registry.addExporter(new Throwing());
    registry.addExporter(recorder);

    registry.register(List.of(group("a"))).close();

    assertThat(recorder.heard).containsExactly("+t{id=a}", "-t{id=a}");
  }

  private static MetricGroup group(String id) {
    return new MetricGroup("t", Map.of("id", id), List.of(Metric.gauge("g", "A gauge.", () -> 1)));
  }

  private static final class Recorder implements MetricExporter {

    private final List<String> heard = new ArrayList<>();

    @Override
    public void added(MetricGroup group) {
      heard.add("+" + group);
    }

    @Override
    public void removed(MetricGroup group) {
      heard.add("-" + group);
    }
  }

  private static final class Throwing implements MetricExporter {

    @Override
    public void added(MetricGroup group) {
      throw new IllegalStateException("added");
    }

    @Override
    public void removed(MetricGroup group) {
      throw new IllegalStateException("removed");
    }
  }
}
