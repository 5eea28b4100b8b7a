namespace RobotFunctions.Hub.Registry;

/// <summary>What is in a shared session: at most 500 objects.</summary>
/// <param name="ExpiresAt">When it is removed, unless somebody claims it.</param>
/// <param name="Projects">Its project.</param>
/// <param name="Levels">Its levels.</param>
/// <param name="Robots">Its robots.</param>
/// <param name="FixedAssets">Its fixed assets.</param>
/// <param name="Maps">Its maps.</param>
/// <param name="MapFeatures">The features of its maps.</param>
public sealed record SharedSessionView(
    DateTimeOffset ExpiresAt,
    IReadOnlyList<ProjectView> Projects,
    IReadOnlyList<LevelView> Levels,
    IReadOnlyList<RobotView> Robots,
    IReadOnlyList<FixedAssetView> FixedAssets,
    IReadOnlyList<MapView> Maps,
    IReadOnlyList<MapFeatureView> MapFeatures);

/// <summary>The body that claims a shared session.</summary>
/// <param name="ShareToken">Its token.</param>
internal sealed record ShareClaim(string ShareToken);
