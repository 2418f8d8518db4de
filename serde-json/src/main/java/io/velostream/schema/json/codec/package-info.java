// SPDX-License-Identifier: Apache-2.0
/** The codec of JSON values: object mappers, validation, and the selection of target types. */
@NullMarked
package io.velostream.schema.json.codec;

import org.jspecify.annotations.NullMarked;
