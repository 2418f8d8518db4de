// SPDX-License-Identifier: Apache-2.0
/** Registers schemas, sends records through a real Kafka, reads them back and compares them. */
@NullMarked
package io.velostream.schema.examples.quickstart;

import org.jspecify.annotations.NullMarked;
