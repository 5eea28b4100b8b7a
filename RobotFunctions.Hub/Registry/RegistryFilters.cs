using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace RobotFunctions.Hub.Registry;

/// <summary>Which projects are listed.</summary>
internal sealed class ProjectFilter : RegistryFilter
{
    [FromQuery(Name = "workspace_id")]
    [Description("Only those of this workspace. A credential sees those of its own only.")]
    public Guid? WorkspaceId { get; init; }

    protected override RegistryQuery Select(RegistryQuery query) => query with { OnlyWorkspaceId = WorkspaceId };
}

/// <summary>Which levels are listed.</summary>
internal sealed class LevelFilter : RegistryFilter
{
    [FromQuery(Name = "project_id")]
    [Description("Only those of this project.")]
    public Guid? ProjectId { get; init; }

    [FromQuery(Name = "status")]
    [Description("Only those of this status: temporary, pending_verification or active.")]
    public string? Status { get; init; }

    protected override IReadOnlyList<string> Statuses => WireNames<LevelStatus>.All;

    protected override RegistryQuery Select(RegistryQuery query) => query with { ParentId = ProjectId, Status = Status };
}

/// <summary>Which robots are listed.</summary>
internal sealed class RobotFilter : RegistryFilter
{
    [FromQuery(Name = "level_id")]
    [Description("Only those on this level.")]
    public Guid? LevelId { get; init; }

    [FromQuery(Name = "type")]
    [Description("Only those of this robot_type.")]
    public string? Type { get; init; }

    [FromQuery(Name = "status")]
    [Description("Only those of this status: idle, charging, moving, working, error, maintenance, offline or unknown.")]
    public string? Status { get; init; }

    [FromQuery(Name = "serial_number")]
    [Description("Only the one of this serial number.")]
    public string? SerialNumber { get; init; }

    protected override IReadOnlyList<string> Statuses => WireNames<RobotStatus>.All;

    protected override RegistryQuery Select(RegistryQuery query) => query with { ParentId = LevelId, Type = Type, Status = Status, SerialNumber = SerialNumber };
}

/// <summary>Which fixed assets are listed.</summary>
internal sealed class FixedAssetFilter : RegistryFilter
{
    [FromQuery(Name = "level_id")]
    [Description("Only those on this level.")]
    public Guid? LevelId { get; init; }

    [FromQuery(Name = "type")]
    [Description("Only those of this asset_type.")]
    public string? Type { get; init; }

    [FromQuery(Name = "status")]
    [Description("Only those of this status: available, in_use, maintenance, error, unknown or idle.")]
    public string? Status { get; init; }

    protected override IReadOnlyList<string> Types => WireNames<FixedAssetType>.All;

    protected override IReadOnlyList<string> Statuses => WireNames<FixedAssetStatus>.All;

    protected override RegistryQuery Select(RegistryQuery query) => query with { ParentId = LevelId, Type = Type, Status = Status };
}

/// <summary>Which maps are listed.</summary>
internal sealed class MapFilter : RegistryFilter
{
    [FromQuery(Name = "project_id")]
    [Description("Only those of this project.")]
    public Guid? ProjectId { get; init; }

    [FromQuery(Name = "type")]
    [Description("Only those of this map_type.")]
    public string? Type { get; init; }

    protected override IReadOnlyList<string> Types => WireNames<MapType>.All;

    protected override RegistryQuery Select(RegistryQuery query) => query with { ParentId = ProjectId, Type = Type };
}

/// <summary>Which features of maps are listed.</summary>
internal sealed class MapFeatureFilter : RegistryFilter
{
    [FromQuery(Name = "map_id")]
    [Description("Only those of this map.")]
    public Guid? MapId { get; init; }

    [FromQuery(Name = "type")]
    [Description("Only those of this feature_type.")]
    public string? Type { get; init; }

    protected override IReadOnlyList<string> Types => WireNames<MapFeatureType>.All;

    protected override RegistryQuery Select(RegistryQuery query) => query with { ParentId = MapId, Type = Type };
}
