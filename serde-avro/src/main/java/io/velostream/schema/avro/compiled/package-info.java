// SPDX-License-Identifier: Apache-2.0
/**
 * Avro schemas turned into small steps, once, so that a record is written to and read from an array
 * by running the steps and nothing else. Gives the bytes and objects of Avro's own writers and
 * readers, or gives up, whereupon the caller asks Avro. Internal to the Avro serializer.
 */
@NullMarked
package io.velostream.schema.avro.compiled;

import org.jspecify.annotations.NullMarked;
