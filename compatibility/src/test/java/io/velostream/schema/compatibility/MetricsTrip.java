// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.compatibility;

import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/** The metrics of a serializer and a deserializer in JMX, without any set-up. */
final class MetricsTrip {

  private static final int RECORDS = 10;

  private MetricsTrip() {}

  static void inJmx(String url) throws JMException {
    Map<String, Object> configs = Wire.configs(url, "client.id", "metrics-trip");
    try (Wire wire =
        new Wire(
            "io.velostream.schema.avro.KafkaAvroSerializer",
            "io.velostream.schema.avro.KafkaAvroDeserializer",
            configs)) {
      for (int i = 0; i < RECORDS; i++) {
        RoundTrips.requireEqual(
            String.valueOf(i), wire.read(wire.write(String.valueOf(i))).toString());
      }
      requireRecords("serializer-metrics");
      requireRecords("deserializer-metrics");
    }
  }

  private static void requireRecords(String type) throws JMException {
    ObjectName name =
        new ObjectName(
            "velostream.schema:type=" + type + ",client-id=metrics-trip,is-key=false,format=avro");
    RoundTrips.requireEqual(
        (double) RECORDS,
        ManagementFactory.getPlatformMBeanServer().getAttribute(name, "record-total"));
  }
}
