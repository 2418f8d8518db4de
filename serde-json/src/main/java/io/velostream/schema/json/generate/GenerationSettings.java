// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import io.velostream.schema.json.document.Draft;

/**
 * The settings of schema generation.
 *
 * @param generator the generator
 * @param draft the draft that {@code $schema} declares
 * @param usesOneOf whether nullable properties are described by {@code oneOf}
 * @param isClosed whether additional properties are rejected
 */
public record GenerationSettings(
    GeneratorKind generator, Draft draft, boolean usesOneOf, boolean isClosed) {}
