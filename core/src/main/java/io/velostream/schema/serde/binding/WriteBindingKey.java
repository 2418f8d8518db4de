// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

/**
 * What a write binding is for.
 *
 * @param topic the topic
 * @param shape the shape that its values share
 */
public record WriteBindingKey(String topic, Object shape) {}
