// SPDX-License-Identifier: Apache-2.0
/**
 * The frames that identify the schema of a record: those of Confluent, Apicurio, AWS Glue and Avro.
 */
@NullMarked
package io.velostream.schema.serde.wire;

import org.jspecify.annotations.NullMarked;
