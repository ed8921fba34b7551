// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg::xml {

/// Appends `text` to `out` as character data of XML or HTML: the five special characters become
/// references. Characters that XML 1.0 cannot express (most control characters) are left out.
void append_text(std::string& out, std::string_view text);

/// Appends <name>text</name>. `name` is written as it is, without escaping.
void append_element(std::string& out, std::string_view name, std::string_view text);

}  // namespace audmg::xml
