// SPDX-License-Identifier: Apache-2.0
/**
 * Values, exceptions and format interfaces that all packages use. No I/O, no Kafka, no JSON library
 * in signatures.
 */
@NullMarked
package io.velostream.schema.model;

import org.jspecify.annotations.NullMarked;
