// SPDX-License-Identifier: Apache-2.0
/**
 * Schemas of classes: generated from what Jackson writes, or declared by an annotation.
 *
 * <p>The text of a generated schema is that of {@code io.yokota:mbknor-jackson-jsonschema-java8},
 * which other serializers of JSON Schema register.
 */
@NullMarked
package io.velostream.schema.json.generate;

import org.jspecify.annotations.NullMarked;
