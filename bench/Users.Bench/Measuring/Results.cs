using System.Text.Json;

namespace Users.Bench.Measuring;

/// <summary>All that was measured on this machine, kept in a file, so that sections can be measured at different times.</summary>
internal sealed class Results
{
    private readonly string _file;

    private Results(string file, ResultFile content)
    {
        _file = file;
        Content = content;
    }

    public ResultFile Content { get; }

    public static async Task<Results> OpenAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return new Results(file, new ResultFile());
        }

        await using var stream = File.OpenRead(file);

        return new Results(file, await JsonSerializer.DeserializeAsync<ResultFile>(stream, cancellationToken: cancellationToken) ?? new ResultFile());
    }

    public Task SaveAsync(CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(_file, JsonSerializer.Serialize(Content), cancellationToken);
}
