// SPDX-License-Identifier: Apache-2.0
/** The language of {@code .proto} files: parser and printer. */
@NullMarked
package io.velostream.schema.protobuf.text;

import org.jspecify.annotations.NullMarked;
