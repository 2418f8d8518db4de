// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.apache.avro.Schema;
import org.apache.avro.specific.FixedSize;
import org.apache.avro.specific.SpecificFixed;

/** A fixed type, as Avro generates it. */
@FixedSize(4)
public final class FourBytes extends SpecificFixed {

  public static final Schema SCHEMA$ =
      Schema.createFixed("FourBytes", null, "io.velostream.schema.avro", 4);

  @Override
  public Schema getSchema() {
    return SCHEMA$;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.write(bytes());
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    in.readFully(bytes());
  }
}
