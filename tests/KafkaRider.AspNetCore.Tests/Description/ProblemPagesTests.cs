using System.Net;
using System.Reflection;
using KafkaRider.AspNetCore.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.Description;

/// <summary>The pages that the types of problems lead to.</summary>
public sealed class ProblemPagesTests(SharedService shared) : IClassFixture<SharedService>
{
    [Fact]
    public async Task Get_EveryTypeOfTheLibrary_IsExplained()
    {
        var types = typeof(ProblemTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ProblemType>().ToList();

        Assert.NotEmpty(types);
        foreach (var type in types)
        {
            Assert.StartsWith(
                $"## {type.Slug}\n", await shared.Service.Client.GetStringAsync(type.Uri, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Get_NoType_IsNotFound() =>
        await (await shared.Service.SendAsync(HttpMethod.Get, "/problems/nothing")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
}
