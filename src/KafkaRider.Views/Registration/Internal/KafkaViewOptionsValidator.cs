using Microsoft.Extensions.Options;

namespace KafkaRider.Views.Internal;

/// <summary>Refuses options of one view that cannot be.</summary>
/// <param name="name">The name of the options.</param>
/// <param name="section">Where they stand in the configuration, or the name of the view.</param>
/// <param name="view">The type of the view.</param>
internal sealed class KafkaViewOptionsValidator(string name, string section, Type view) : IValidateOptions<KafkaViewOptions>
{
    private const int MostWaiters = 1_000_000;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name1, KafkaViewOptions options)
    {
        if (name1 != name)
        {
            return ValidateOptionsResult.Skip;
        }

        var result = new ValidateOptionsResultBuilder();

        if (options.LagLimit < 1)
        {
            result.AddError($"{section}:{nameof(options.LagLimit)} is {options.LagLimit}, but it must be at least 1.");
        }

        if (options.MaxWaiters is < 1 or > MostWaiters)
        {
            result.AddError($"{section}:{nameof(options.MaxWaiters)} is {options.MaxWaiters}, but it must be from 1 to {MostWaiters}.");
        }

        if (options.Snapshot.Interval < ShortestInterval || options.Snapshot.Interval > LongestInterval)
        {
            result.AddError(
                $"{section}:Snapshot:{nameof(options.Snapshot.Interval)} is {options.Snapshot.Interval:c}, but it must be from "
                + $"{ShortestInterval:c} to {LongestInterval:c}.");
        }

        if (!string.IsNullOrWhiteSpace(options.Snapshot.Path) && !view.IsAssignableTo(typeof(ISnapshotView)))
        {
            result.AddError($"{section}:Snapshot:{nameof(options.Snapshot.Path)} is set, but {view.Name} is no {nameof(ISnapshotView)}.");
        }

        if (Directory.Exists(options.Snapshot.Path))
        {
            result.AddError($"{section}:Snapshot:{nameof(options.Snapshot.Path)} is {options.Snapshot.Path}, which is a folder; it must be the path of a file.");
        }

        return result.Build();
    }
}
