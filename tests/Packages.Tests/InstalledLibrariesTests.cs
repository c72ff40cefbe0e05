using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Packages.Tests.Support;
using Users.AppHost.Kafka;

namespace Packages.Tests;

/// <summary>Installs the packages where they are new, with the programs of their READMEs, and runs those.</summary>
public sealed class InstalledLibrariesTests(PackedLibraries packages)
{
    private static readonly string[] Topics = ["notes.commands", "notes.commands.dead-letter", "notes.events", "notes.replies"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NewProjects_WithThePackages_AnswerARequestAndPassTheirTests()
    {
        using var projects = new NewProjects(packages);
        AddProjects(projects);
        await projects.BuildAsync();

        await using (var tests = await projects.StartAsync("Web.Tests", "-noLogo", "-noColor"))
        {
            Assert.True(await tests.Exited.WaitAsync(Cancellation) == 0, tests.Output);
            Assert.Contains("Total: 2, Errors: 0, Failed: 0", tests.Output, StringComparison.Ordinal);
        }

        var folder = Directory.CreateTempSubdirectory("packages-tests-");
        await using (var kafka = await StartKafkaAsync(folder.FullName))
        {
            string[] arguments =
            [
                $"--Kafka:BootstrapServers={kafka.BootstrapServers}",
                .. kafka.ClientSettings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
            ];
            await using var worker = await projects.StartAsync("Worker", arguments);
            await using var web = await projects.StartAsync("Web", [.. arguments, "--urls=http://127.0.0.1:0"]);

            await AskAsync(web, worker);

            Assert.True(await web.StopAsync() == 0, web.Output);
            Assert.True(await worker.StopAsync() == 0, worker.Output);
        }

        folder.Delete(recursive: true);
    }

    private static void AddProjects(NewProjects projects)
    {
        var contracts = ("Contracts.cs", Readme.Program("KafkaRider", "namespace Notes;"));
        projects.Add(
            "Worker", "Microsoft.NET.Sdk.Worker", "", ["Microsoft.Extensions.Hosting", "KafkaRider", "KafkaRider.EntityFrameworkCore"],
            contracts, ("Program.cs", Readme.Program("KafkaRider", "Host.CreateApplicationBuilder")),
            ("Inbox.cs", "internal sealed record Installed(KafkaRider.EntityFrameworkCore.StoreOptions Store);"));
        projects.Add(
            "Web", "Microsoft.NET.Sdk.Web", "", ["KafkaRider.AspNetCore", "KafkaRider.Views"],
            contracts, ("Program.cs", Readme.Program("KafkaRider.AspNetCore", "WebApplication.CreateBuilder")),
            ("NotesView.cs", "internal sealed class NotesView : KafkaRider.Views.KafkaView { protected override void Clear() { } }"));
        projects.Add(
            "Web.Tests", "Microsoft.NET.Sdk",
            """
            <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
            <ItemGroup>
              <FrameworkReference Include="Microsoft.AspNetCore.App" />
              <ProjectReference Include="../Web/Web.csproj" />
            </ItemGroup>
            """,
            ["Microsoft.AspNetCore.Mvc.Testing", "xunit.v3.mtp-off", "KafkaRider.Testing"],
            ("AddNoteTests.cs", Readme.Program("KafkaRider.Testing", "WebApplicationFactory")));
    }

    private static async Task<KafkaServer> StartKafkaAsync(string folder)
    {
        var kafka = await KafkaServer.StartAsync(KafkaServerOptions.FromEnvironment(folder), Cancellation);
        if (kafka is EmbeddedKafka embedded)
        {
            Array.ForEach(Topics, topic => embedded.CreateTopic(topic, 3));
        }

        return kafka;
    }

    // The consumer of the worker says what is refused, the API only that it was.
    private static async Task AskAsync(RunningProgram web, RunningProgram worker)
    {
        await UntilAsync(() => Task.FromResult(web.Address is not null), web, worker);
        using var client = new HttpClient { BaseAddress = web.Address };
        await UntilAsync(async () => (await PostAsync(client, "")).StatusCode == HttpStatusCode.Conflict, web, worker);

        using var added = await PostAsync(client, "Buy milk");
        var text = await added.Content.ReadAsStringAsync(Cancellation);

        Assert.True(added.StatusCode == HttpStatusCode.Created, text);
        var note = JsonElement.Parse(text);
        Assert.Equal("Buy milk", note.GetProperty("text").GetString());
        Assert.Equal($"/notes/{note.GetProperty("id").GetGuid()}", added.Headers.Location?.OriginalString);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string text) => client.PostAsJsonAsync("/notes", new { text }, Cancellation);

    private static async Task UntilAsync(Func<Task<bool>> condition, params RunningProgram[] programs)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.All(programs, program => Assert.False(program.Exited.IsCompleted, program.Output));
            Assert.True(
                TimeProvider.System.GetElapsedTime(began) < Patience, string.Join(Environment.NewLine, programs.Select(program => program.Output)));
            await Task.Delay(Pause, Cancellation);
        }
    }
}
