// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import java.util.List;
import org.apache.avro.Schema;

/** What reading a record takes. Public for {@link ObjectReads} alone. */
public final class ReadParts {

  final Schema schema;
  final ReadStep[] steps;

  ReadParts(Schema schema, List<RecordRead.Field> fields) {
    this.schema = schema;
    this.steps = fields.stream().map(RecordRead.Field::step).toArray(ReadStep[]::new);
  }
}
