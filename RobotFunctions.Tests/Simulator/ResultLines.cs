namespace RobotFunctions.Tests.Simulator;

/// <summary>Lines of a result file that the repository takes.</summary>
internal static class ResultLines
{
    public static string Enhancement(string reference) =>
        $$$"""{"reference_id":"{{{reference}}}","source":"test","visibility":"public","content":{"enhancement_type":"annotation","annotations":[{"annotation_type":"score","scheme":"toys","label":"bear","score":0.5}]}}""";

    public static string Enhancement(Guid reference) => Enhancement(reference.ToString());
}
