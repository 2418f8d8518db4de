// SPDX-License-Identifier: Apache-2.0
/** Extensions of Jackson's parsers, generators and buffers: validation, limits and recycling. */
@NullMarked
package io.velostream.schema.json.jackson;

import org.jspecify.annotations.NullMarked;
