// SPDX-License-Identifier: Apache-2.0
/**
 * Where the id of a schema stands in a record: frames of Confluent, Apicurio, AWS Glue and Avro.
 */
@NullMarked
package io.velostream.schema.serde.wire;

import org.jspecify.annotations.NullMarked;
