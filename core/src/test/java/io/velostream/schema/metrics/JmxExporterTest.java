// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Each group is an MBean, whose attributes are read at the time of the question. */
class JmxExporterTest {

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final JmxExporter exporter = new JmxExporter(server);
  private final AtomicLong value = new AtomicLong();

  @Test
  void attributesHaveTheCurrentValue() throws Exception {
    MetricGroup group = group("c1");
    exporter.added(group);
    ObjectName name = new ObjectName("velostream.schema:type=serializer-metrics,client-id=c1");

    value.set(5);
    assertThat(server.getAttribute(name, "record-total")).isEqualTo(5.0);
    value.set(6);
    assertThat(server.getAttributes(name, new String[] {"record-total", "unknown"}))
        .containsExactly(new Attribute("record-total", 6.0));
    assertThat(server.getMBeanInfo(name).getAttributes())
        .singleElement()
        .satisfies(
            attribute -> {
              assertThat(attribute.getName()).isEqualTo("record-total");
              assertThat(attribute.getType()).isEqualTo("java.lang.Double");
              assertThat(attribute.getDescription()).isEqualTo("Records.");
              assertThat(attribute.isWritable()).isFalse();
            });
  }

  @Test
  void anUnknownAttributeIsAnError() {
    MetricGroup group = group("c1");
    exporter.added(group);

    assertThatThrownBy(() -> server.getAttribute(JmxExporter.name(group), "unknown"))
        .isInstanceOf(AttributeNotFoundException.class)
        .hasMessageContaining("unknown");
    assertThatThrownBy(
            () -> server.setAttribute(JmxExporter.name(group), new Attribute("record-total", 1.0)))
        .isInstanceOf(AttributeNotFoundException.class);
  }

  @Test
  void aRemovedGroupIsGone() {
    MetricGroup group = group("c1");
    exporter.added(group);
    exporter.removed(group);
    exporter.removed(group);

    assertThat(server.isRegistered(JmxExporter.name(group))).isFalse();
  }

  @Test
  void charactersOfObjectNamesAreQuoted() {
    for (String client : List.of("a,b", "a=b", "a:b", "a*?b", "a\"b", "ü", "http://h:1", "")) {
      MetricGroup group = group(client);
      exporter.added(group);

      ObjectName name = JmxExporter.name(group);
      assertThat(server.isRegistered(name)).as(client).isTrue();
      assertThat(ObjectName.unquote(name.getKeyProperty("client-id"))).isEqualTo(client);
    }
  }

  @Test
  void anMBeanOfAnotherClassLoaderStaysAndTheNewOneHasANameOfItsOwn() throws Exception {
    JmxExporter other = new JmxExporter(server);
    MetricGroup ofOther = group("c1", () -> 8);
    exporter.added(group("c1"));
    other.added(ofOther);

    value.set(7);
    ObjectName first = JmxExporter.name(ofOther);
    ObjectName second = new ObjectName(first + ",class-loader=2");
    assertThat(server.getAttribute(first, "record-total")).isEqualTo(7.0);
    assertThat(server.getAttribute(second, "record-total")).isEqualTo(8.0);

    other.removed(ofOther);
    assertThat(server.isRegistered(first)).isTrue();
    assertThat(server.isRegistered(second)).isFalse();
  }

  private MetricGroup group(String client) {
    return group(client, value::get);
  }

  private static MetricGroup group(String client, DoubleSupplier value) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("client-id", client);
    return new MetricGroup(
        "serializer-metrics", tags, List.of(Metric.counter("record-total", "Records.", value)));
  }
}
