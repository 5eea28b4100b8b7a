using System.Globalization;
using System.Text;

namespace RobotFunctions.Benchmarks.Micro;

/// <summary>Reference lines of two sizes: about 4 kB, and about 18 kB as in the real repository.</summary>
internal static class SampleLines
{
    public static byte[] Of(int bytes, int index = 0)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"0198c1a2-7b3c-7def-8123-{index:x12}");
        var line = new StringBuilder($$"""{"id":"{{id}}","visibility":"public","identifiers":[{"identifier_type":"doi","identifier":"10.1000/robot.{{index}}"},{"identifier_type":"open_alex","identifier":"W{{index + 1}}"}],"enhancements":[""");
        line.Append($$$"""{"id":"{{{id}}}","reference_id":"{{{id}}}","source":"openalex","visibility":"public","content":{"enhancement_type":"bibliographic","authorship":[{"display_name":"Zeynep Öz","position":"first"}],"publication_year":2025,"title":"Heat and health in cities, a review"}},""");
        line.Append($$$"""{"id":"{{{id}}}","reference_id":"{{{id}}}","source":"openalex","visibility":"public","content":{"enhancement_type":"abstract","process":"uninverted","abstract":"{{{new string('a', bytes / 4)}}}"}},""");
        line.Append($$"""{"id":"{{id}}","reference_id":"{{id}}","source":"openalex","visibility":"public","content":{"enhancement_type":"annotation","annotations":[""");
        for (var number = 0; line.Length < bytes - 130; number++)
        {
            line.Append(number == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture,
                $$$"""{"annotation_type":"boolean","scheme":"openalex:topic","label":"Topic {{{number}}}","value":true,"score":0.58,"data":{"id":{{{number}}}}}""");
        }

        return Encoding.UTF8.GetBytes(line.Append("]}}]}").ToString());
    }
}
