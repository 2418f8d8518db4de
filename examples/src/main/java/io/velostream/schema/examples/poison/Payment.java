// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.poison;

/**
 * A payment, as the consumer reads it.
 *
 * @param id the payment's number, as text
 * @param cents the amount
 */
public record Payment(String id, long cents) {}
