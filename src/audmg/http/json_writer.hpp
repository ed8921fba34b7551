// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/json/writer.hpp"

namespace audmg::http {

using JsonWriter = json::Writer;

}  // namespace audmg::http
