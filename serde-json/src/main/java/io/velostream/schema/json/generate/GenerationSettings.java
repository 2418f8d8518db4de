// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import io.velostream.schema.json.document.Draft;

/**
 * How schemas are made from classes.
 *
 * @param generator which generator makes them
 * @param draft the draft that {@code $schema} names
 * @param usesOneOf whether properties that may be null are described by {@code oneOf}
 * @param isClosed whether properties not named are refused
 */
public record GenerationSettings(
    GeneratorKind generator, Draft draft, boolean usesOneOf, boolean isClosed) {}
