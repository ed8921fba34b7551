// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/pugixml/document.hpp"

#include "audmg/lib/pugixml/writer.hpp"
#include "contract/error_code.hpp"

#include <gtest/gtest.h>

namespace audmg::xml {
namespace {

TEST(XmlDocument, ReadsElementsTextsAndReferences) {
  const auto document = Document::parse(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<R xmlns=\"http://x/\"><!-- no -->"
      "<A>1 &amp; &#x41;&quot;</A><A><![CDATA[<2>]]></A><B><C>c</C></B><E/></R>",
      {});
  ASSERT_TRUE(document) << document.error().message;
  const Element root = document->root();
  EXPECT_EQ(root.name(), "R");
  EXPECT_EQ(root.child_text("A"), "1 & A\"");
  EXPECT_EQ(root.children("A").size(), 2U);
  EXPECT_EQ(root.children("A")[1].text(), "<2>");
  EXPECT_EQ(root.child("B")->child_text("C"), "c");
  EXPECT_EQ(root.child_text("E"), "");
  EXPECT_EQ(root.child_text("Missing"), std::nullopt);
  EXPECT_FALSE(root.child("a"));
}

TEST(XmlDocument, ReadsAttributes) {
  const auto document = Document::parse("<r xmlns:a='http://a/' a:b='1 &lt; 2'><c d=''/></r>", {});
  ASSERT_TRUE(document) << document.error().message;
  const std::vector<Attribute> attributes = document->root().attributes();
  ASSERT_EQ(attributes.size(), 2U);
  EXPECT_EQ(attributes[0].name, "xmlns:a");
  EXPECT_EQ(attributes[0].value, "http://a/");
  EXPECT_EQ(attributes[1].name, "a:b");
  EXPECT_EQ(attributes[1].value, "1 < 2");
  EXPECT_EQ(document->root().child("c")->attributes().size(), 1U);
}

TEST(XmlDocument, RefusesWhatIsNotOneWellFormedDocument) {
  using std::string_view_literals::operator""sv;
  for (const std::string_view text :
       {""sv, "text"sv, "<a>"sv, "<a></b>"sv, "<a/><b/>"sv, "<a>\xff</a>"sv, "<a>\0</a>"sv,
        "{\"json\":1}"sv, "<a b></a>"sv}) {
    EXPECT_EQ(error_code(Document::parse(text, {})), ErrorCode::invalid_argument) << text;
  }
}

// Neither "billion laughs" nor external entities: CWE-776, CWE-611.
TEST(XmlDocument, RefusesDocumentTypes) {
  EXPECT_EQ(error_code(Document::parse(
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", {})),
            ErrorCode::invalid_argument);
}

TEST(XmlDocument, HoldsItsLimits) {
  const auto nested = [](std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "<a>";
    text += "x";
    for (std::size_t i = 0; i < depth; ++i) text += "</a>";
    return text;
  };
  EXPECT_TRUE(Document::parse(nested(32), {}));
  EXPECT_EQ(error_code(Document::parse(nested(33), {})), ErrorCode::too_large);
  EXPECT_EQ(error_code(Document::parse(nested(100'000), {})), ErrorCode::too_large);
  EXPECT_EQ(error_code(Document::parse("<a>12</a>", {.max_bytes = 8})), ErrorCode::too_large);
  EXPECT_EQ(error_code(Document::parse("<a><b/><b/></a>", {.max_nodes = 2})), ErrorCode::too_large);
  EXPECT_EQ(error_code(Document::parse("<a b='' c=''/>", {.max_nodes = 2})), ErrorCode::too_large);
}

TEST(XmlWriter, EscapesWhatMustBe) {
  std::string out;
  append_element(out, "ETag", "\"a\"<&>'\x01\n");
  EXPECT_EQ(out, "<ETag>&quot;a&quot;&lt;&amp;&gt;&#39;\n</ETag>");
  EXPECT_EQ(Document::parse(out, {})->root().text(), "\"a\"<&>'\n");
}

}  // namespace
}  // namespace audmg::xml
