// SPDX-License-Identifier: Apache-2.0
/** From values to bytes and back: mappers, validation, the choice of classes. */
@NullMarked
package io.velostream.schema.json.codec;

import org.jspecify.annotations.NullMarked;
