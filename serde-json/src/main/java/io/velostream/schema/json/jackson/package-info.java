// SPDX-License-Identifier: Apache-2.0
/**
 * Parsers, generators and buffers beside those of Jackson: they judge what passes by, keep limits,
 * and recycle memory.
 */
@NullMarked
package io.velostream.schema.json.jackson;

import org.jspecify.annotations.NullMarked;
