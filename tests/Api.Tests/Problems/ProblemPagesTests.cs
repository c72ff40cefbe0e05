using System.Reflection;
using Users.Api.Problems;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Problems;

public sealed class ProblemPagesTests : IAsyncDisposable
{
    private readonly ApiServer _api = ApiServer.Start();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public void All_HoldsEveryTypeThatIsDeclared()
    {
        var declared = typeof(ProblemTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null));

        Assert.Equal(declared.Cast<ProblemType>().OrderBy(type => type.Slug), ProblemTypes.All.OrderBy(type => type.Slug));
    }

    [Fact]
    public void Slugs_AreThoseOfTheTypes() =>
        Assert.Equal(ProblemTypes.All.Select(type => type.Slug).Order(), ProblemPages.Slugs.Order());

    [Fact]
    public async Task Get_TypeOfEveryProblem_AnswersItsSection()
    {
        foreach (var type in ProblemTypes.All)
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
