// SPDX-License-Identifier: Apache-2.0
/**
 * Schemas of classes: generated from Jackson's serializers, or declared by an annotation.
 *
 * <p>The text of a generated schema is the same as that of {@code
 * io.yokota:mbknor-jackson-jsonschema-java8}, which other serializers of JSON Schema register.
 */
@NullMarked
package io.velostream.schema.json.generate;

import org.jspecify.annotations.NullMarked;
