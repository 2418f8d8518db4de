// SPDX-License-Identifier: Apache-2.0
/** The resolver that serializers and deserializers with equal settings share. */
@NullMarked
package io.velostream.schema.serde.shared;

import org.jspecify.annotations.NullMarked;
