using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.DependencyInjection;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Problems;

public sealed class ProblemPagesTests : IAsyncDisposable
{
    private readonly ApiServer _api = ApiServer.Start();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public void Slugs_AreThoseOfTheTypes() =>
        Assert.Equal(KnownProblems.Types.Select(type => type.Slug).Order(), _api.Services.GetRequiredService<ProblemPages>().Slugs.Order());

    [Fact]
    public async Task Get_TypeOfEveryProblem_AnswersItsSection()
    {
        foreach (var type in KnownProblems.Types)
        {
            var section = await _api.Client.GetStringAsync(type.Uri, TestContext.Current.CancellationToken);

            Assert.StartsWith($"## {type.Slug}\n\nStatus {type.Status}. ", section, StringComparison.Ordinal);
            Assert.Single(section.Split('\n'), line => line.StartsWith('#'));
        }
    }

    [Fact]
    public async Task Get_Problems_AnswersTheWholePage()
    {
        var page = await _api.Client.GetStringAsync("/problems", TestContext.Current.CancellationToken);

        Assert.StartsWith("# Problems\n", page, StringComparison.Ordinal);
    }
}
