// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/multipart.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace audmg::http {
namespace {

struct Part {
  MultipartPart header;
  std::string content;
};

struct Form {
  std::vector<Part> parts;
  std::optional<MultipartError> error;
};

/// Reads `body` in the pieces that end at `cuts`, each in memory of its own, so that a sanitizer
/// sees a parser that keeps bytes it may not keep.
Form read_form(std::string_view body, std::vector<std::size_t> cuts,
               std::string_view boundary = "AaB03x") {
  MultipartParser parser(boundary);
  Form form;
  cuts.push_back(body.size());
  bool open = false;
  std::size_t start = 0;
  for (const std::size_t cut : cuts) {
    const std::vector<char> piece(body.begin() + static_cast<std::ptrdiff_t>(start),
                                  body.begin() + static_cast<std::ptrdiff_t>(cut));
    start = cut;
    parser.feed(std::as_bytes(std::span(piece)));
    while (true) {
      const auto event = parser.next();
      if (!event) {
        form.error = event.error();
        EXPECT_EQ(parser.next().error(), *form.error);
        EXPECT_EQ(parser.finish().error(), *form.error);
        return form;
      }
      if (*event == MultipartEvent::need_more) break;
      if (*event == MultipartEvent::part_begin) {
        EXPECT_FALSE(open);
        open = true;
        form.parts.push_back({parser.part(), ""});
      } else if (*event == MultipartEvent::part_data) {
        EXPECT_TRUE(open);
        EXPECT_FALSE(parser.data().empty());
        form.parts.back().content.append(reinterpret_cast<const char*>(parser.data().data()),
                                         parser.data().size());
      } else if (*event == MultipartEvent::part_end) {
        EXPECT_TRUE(open);
        open = false;
      } else {
        EXPECT_FALSE(open);
      }
    }
  }
  if (const auto finished = parser.finish(); !finished) form.error = finished.error();
  return form;
}

/// In one piece, cut at every place, and byte by byte: always the same.
Form read_form_every_way(std::string_view body) {
  const Form whole = read_form(body, {});
  std::vector<std::vector<std::size_t>> ways;
  for (std::size_t i = 0; i <= body.size(); ++i) ways.push_back({i});
  ways.emplace_back();
  for (std::size_t i = 0; i < body.size(); ++i) ways.back().push_back(i);
  for (const auto& cuts : ways) {
    const Form form = read_form(body, cuts);
    EXPECT_EQ(form.error, whole.error) << "cut at " << cuts.front();
    EXPECT_EQ(form.parts.size(), whole.parts.size());
    for (std::size_t i = 0; i < std::min(form.parts.size(), whole.parts.size()); ++i) {
      EXPECT_EQ(form.parts[i].content, whole.parts[i].content) << "cut at " << cuts.front();
      EXPECT_EQ(form.parts[i].header.name, whole.parts[i].header.name);
    }
  }
  return whole;
}

std::string part(std::string_view header, std::string_view content) {
  return "--AaB03x\r\n" + std::string(header) + "\r\n\r\n" + std::string(content) + "\r\n";
}

std::string file_part(std::string_view content) {
  return part("Content-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"", content);
}

constexpr std::string_view kEnd = "--AaB03x--\r\n";

TEST(Multipart, ReadsTheFormOfRfc7578) {
  const Form form = read_form_every_way(
      part("content-disposition: form-data; name=\"field1\"\r\ncontent-type: "
           "text/plain;charset=UTF-8",
           "Joe owes \xe2\x82\xac"
           "100.") +
      part("Content-Disposition: form-data; name=pics; filename=\"file1.txt\"\r\n"
           "Content-Type: text/plain \r\nContent-Transfer-Encoding: binary\r\nX-Other: y",
           std::string("line\r\n--AaB03\r\n-\0\r", 18)) +
      part("Content-Disposition: form-data; name=\"empty\"; filename=\"\"", "") +
      std::string(kEnd));
  EXPECT_EQ(form.error, std::nullopt);
  ASSERT_EQ(form.parts.size(), 3U);
  EXPECT_EQ(form.parts[0].header.name, "field1");
  EXPECT_EQ(form.parts[0].header.file_name, std::nullopt);
  EXPECT_EQ(form.parts[0].header.content_type, "text/plain;charset=UTF-8");
  EXPECT_EQ(form.parts[0].content,
            "Joe owes \xe2\x82\xac"
            "100.");
  EXPECT_EQ(form.parts[1].header.name, "pics");
  EXPECT_EQ(form.parts[1].header.file_name, "file1.txt");
  EXPECT_EQ(form.parts[1].header.content_type, "text/plain");
  EXPECT_EQ(form.parts[1].content, std::string("line\r\n--AaB03\r\n-\0\r", 18));
  EXPECT_EQ(form.parts[2].header.file_name, "");
  EXPECT_EQ(form.parts[2].content, "");
}

TEST(Multipart, KeepsEveryByteThatLooksLikeADelimiter) {
  for (const std::string_view content :
       {"\r", "\n", "\r\n", "\r\n-", "\r\n--", "\r\n--AaB03", "\r\n--AaB03\r\n--AaB03y", "\r\r\n",
        "\r\r\r\r\r\r\r\r\r\r\r\r\r", "\r\n\r\n\r\n", "--AaB03y", "-", "--", "\n--AaB03x",
        "\r--AaB03x", "\r\n-\r\n--\r\n--A\r\n--Aa"}) {
    const Form form = read_form_every_way(file_part(content) + file_part("x") + std::string(kEnd));
    EXPECT_EQ(form.error, std::nullopt);
    ASSERT_EQ(form.parts.size(), 2U);
    EXPECT_EQ(form.parts[0].content, content);
    EXPECT_EQ(form.parts[1].content, "x");
  }
}

TEST(Multipart, IgnoresPreamblePaddingAndEpilogue) {
  const Form form = read_form_every_way(
      "This is ignored.\r\n--AaB03\r\n--AaB03x \t \r\nContent-Disposition: form-data; "
      "name=a\r\n\r\nx\r\n--AaB03x--\r\nAnd so is this.\r\n--AaB03x\r\n");
  EXPECT_EQ(form.error, std::nullopt);
  ASSERT_EQ(form.parts.size(), 1U);
  EXPECT_EQ(form.parts[0].content, "x");
}

TEST(Multipart, MayHaveNoPartsAndPartsWithoutBody) {
  EXPECT_EQ(read_form_every_way("--AaB03x--").error, std::nullopt);
  const Form form = read_form_every_way(
      "--AaB03x\r\nContent-Disposition: form-data; name=a\r\n\r\n--AaB03x--\r\n");
  EXPECT_EQ(form.error, std::nullopt);
  ASSERT_EQ(form.parts.size(), 1U);
  EXPECT_EQ(form.parts[0].content, "");
}

TEST(Multipart, IsIncompleteUntilTheClosingBoundary) {
  const std::string body = file_part("content");
  const std::string whole = body + "--AaB03x--";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_EQ(read_form(whole.substr(0, length), {}).error, MultipartError::incomplete) << length;
  }
  EXPECT_EQ(read_form(whole, {}).error, std::nullopt);
}

TEST(Multipart, RefusesMalformedForms) {
  struct Case {
    std::string body;
    MultipartError error;
  };
  const std::string name = "Content-Disposition: form-data; name=a";
  for (const Case& c : std::vector<Case>{
           {"--AaB03xy\r\n", MultipartError::malformed_delimiter},
           {"--AaB03x\n", MultipartError::malformed_delimiter},
           {"--AaB03x\rx", MultipartError::malformed_delimiter},
           {"--AaB03x \r\r\n", MultipartError::malformed_delimiter},
           {"--AaB03x-x", MultipartError::malformed_delimiter},
           {"--AaB03x --", MultipartError::malformed_delimiter},
           {"--AaB03x" + std::string(100, ' '), MultipartError::malformed_delimiter},
           {file_part("x\r\n--AaB03xyz"), MultipartError::malformed_delimiter},
           {"--AaB03x\r\n\r\nx", MultipartError::malformed_part},
           {part("Content-Type: text/plain", "x"), MultipartError::malformed_part},
           {part("Content-Disposition: form-data", "x"), MultipartError::malformed_part},
           {part("Content-Disposition: attachment; name=a", "x"), MultipartError::malformed_part},
           {part(name + "\r\n" + name, "x"), MultipartError::malformed_part},
           {part(name + "; name=b", "x"), MultipartError::malformed_part},
           {part(name + "\r\n folded", "x"), MultipartError::malformed_part},
           {part(name + "\r\nno colon", "x"), MultipartError::malformed_part},
           {part(name + "\r\n: no name", "x"), MultipartError::malformed_part},
           {part(name + "\r\nSpace : x", "x"), MultipartError::malformed_part},
           {part(name + "\nX: y", "x"), MultipartError::malformed_part},
           {part(name + "\r\nX: y\rz", "x"), MultipartError::malformed_part},
           {part(name + "\r\nX: y" + std::string(1, '\0'), "x"), MultipartError::malformed_part},
           {part(name + "\r\nContent-Transfer-Encoding: base64", "x"),
            MultipartError::unsupported_encoding}}) {
    EXPECT_EQ(read_form_every_way(c.body).error, c.error) << c.body;
  }
}

TEST(Multipart, HoldsItsLimits) {
  std::string twenty;
  for (std::size_t i = 0; i < kMaxParts; ++i) twenty += file_part("x");
  EXPECT_EQ(read_form(twenty + std::string(kEnd), {}).error, std::nullopt);
  EXPECT_EQ(read_form(twenty + file_part("x"), {}).error, MultipartError::too_many_parts);

  const std::string name = "Content-Disposition: form-data; name=a\r\nX: ";
  const auto with_header = [&](std::size_t bytes) {
    return part(name + std::string(bytes - name.size() - 4, 'x'), "x") + std::string(kEnd);
  };
  EXPECT_EQ(read_form(with_header(kMaxPartHeaderBytes), {}).error, std::nullopt);
  EXPECT_EQ(read_form(with_header(kMaxPartHeaderBytes + 3), {}).error,
            MultipartError::part_header_too_large);

  const std::string form = "\r\n" + file_part("x") + "--AaB03x--";
  EXPECT_EQ(read_form(std::string(kMaxPreambleBytes, 'x') + form, {}).error, std::nullopt);
  EXPECT_EQ(read_form(std::string(kMaxPreambleBytes + 1, 'x') + form, {}).error,
            MultipartError::preamble_too_large);
  EXPECT_EQ(read_form(form + std::string(kMaxEpilogueBytes, 'x'), {}).error, std::nullopt);
  EXPECT_EQ(read_form(form + std::string(kMaxEpilogueBytes + 1, 'x'), {}).error,
            MultipartError::epilogue_too_large);
}

TEST(Multipart, GivesBigContentWithoutCopying) {
  const std::string body = file_part(std::string(1 << 20, '\r')) + std::string(kEnd);
  MultipartParser parser("AaB03x");
  parser.feed(std::as_bytes(std::span(body)));
  ASSERT_EQ(parser.next(), MultipartEvent::part_begin);
  ASSERT_EQ(parser.next(), MultipartEvent::part_data);
  EXPECT_EQ(parser.data().size(), 1U << 20);
  const char* data = reinterpret_cast<const char*>(parser.data().data());
  EXPECT_GE(data, body.data());
  EXPECT_LT(data, body.data() + body.size());
  EXPECT_EQ(parser.next(), MultipartEvent::part_end);
  EXPECT_EQ(parser.next(), MultipartEvent::end);
  EXPECT_EQ(parser.next(), MultipartEvent::need_more);
}

TEST(MultipartPart, DecodesFileNamesOfBrowsersAndClients) {
  struct Case {
    const char* parameter;
    std::string_view file_name;
  };
  for (const Case& c :
       std::initializer_list<Case>{{R"(filename="a b;c.jpg")", "a b;c.jpg"},
                                   {R"(filename="a%22b%0d%0Ac.jpg")", "a\"b\r\nc.jpg"},
                                   {R"(filename="100%.jpg")", "100%.jpg"},
                                   {R"(filename="%41%2")", "%41%2"},
                                   {R"(filename="a\"b\\c.jpg")", "a\"b\\c.jpg"},
                                   {R"(filename="C:\dir\x.jpg")", "C:\\dir\\x.jpg"},
                                   {R"(filename="../../etc/passwd")", "../../etc/passwd"},
                                   {"filename=\"\xe2\x82\xac.jpg\"", "\xe2\x82\xac.jpg"},
                                   {"filename=\"x\"; filename*=UTF-8''%e2%82%ac%00.jpg",
                                    std::string_view("\xe2\x82\xac\0.jpg", 8)},
                                   {"filename*=UTF-8''a; filename=\"x\"", "a"},
                                   {"filename=\"x\"; filename*=latin1''%a4", "x"}}) {
    const auto part =
        parse_part_header(std::string("Content-Disposition: form-data; name=f; ") + c.parameter);
    ASSERT_TRUE(part.has_value()) << c.parameter;
    EXPECT_EQ(part->file_name, c.file_name) << c.parameter;
  }
}

TEST(MultipartBoundary, ComesFromTheContentType) {
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=AaB03x"), "AaB03x");
  EXPECT_EQ(multipart_boundary("Multipart/Form-Data;charset=x; BOUNDARY=\"a b:c?\" "), "a b:c?");
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=----=_Part_1/2"), "----=_Part_1/2");
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=" + std::string(70, 'a')),
            std::string(70, 'a'));
  for (const char* type : {"", "multipart/mixed; boundary=a", "application/json",
                           "multipart/form-datax; boundary=a"}) {
    EXPECT_EQ(multipart_boundary(type).error(), MultipartError::wrong_media_type) << type;
  }
  for (const std::string& parameters :
       std::vector<std::string>{"", "; boundary=", "; boundary=\"\"", "; boundary=\"a \"",
                                "; boundary=\"a\"; boundary=a", "; boundary=a\\",
                                "; boundary=\"a\r\n\"", "; boundary=" + std::string(71, 'a')}) {
    EXPECT_EQ(multipart_boundary("multipart/form-data" + parameters).error(),
              MultipartError::bad_boundary)
        << parameters;
  }
}

}  // namespace
}  // namespace audmg::http
