// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.fleet;

import java.io.IOException;

/** How the serializers that people have turn values into schemas and bytes, without any of ours. */
interface PeerFormat {

  /** The schema type, as the registry names it. */
  String type();

  /** The text that is registered for a value. */
  String schemaOf(Object value) throws IOException;

  /** The name of the record under a strategy that names subjects by it. */
  String nameIn(String schema) throws IOException;

  /** The bytes of a value, without a frame. */
  byte[] write(Object value) throws IOException;

  /** What the bytes of a schema hold, in words to compare. */
  String read(String schema, byte[] payload) throws IOException;
}
