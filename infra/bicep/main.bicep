targetScope = 'subscription'

metadata name = 'RobotFunctions'
metadata description = 'A robot as a Function App, with its storage, secrets, telemetry and alerts, in its own resource group. No shared keys are used.'

import { alwaysReadyType, networkAccessType, robotType, settingsType, tagsType } from 'types.bicep'

@description('The name of the environment, such as robot-dev. One environment is one app.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('The region. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
@metadata({ azd: { type: 'location' } })
param location string

@description('The robots of the app.')
@minLength(1)
param robots robotType[]

@description('Settings shared by all robots, by option name: Repository__Url, Repository__Api, Polling__Enabled, Limits__OpenRuns, ...')
param settings settingsType

@description('The memory of an instance, in MB. The concurrency limits of host.json are chosen for 2048.')
@allowed([2048, 4096])
param instanceMemory int = 2048

@description('The maximum number of instances. It limits the cost and the load on the enhancer\'s model.')
@minValue(2)
@maxValue(1000)
param maximumInstances int = 20

@description('The always-ready instances.')
param alwaysReady alwaysReadyType = { http: 1, durable: 1 }

@description('The number of concurrent requests per instance before another instance is added.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 16

@description('The replication of the storage account.')
param storageSku 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS' = 'Standard_LRS'

@description('The age in days at which a payload that its run could not delete is deleted. It must be longer than the longest run.')
@minValue(8)
param payloadDays int = 14

@description('How many days telemetry is kept.')
@minValue(30)
@maxValue(730)
param telemetryDays int = 30

@description('Whether storage and vault are accessible through a private network only. The app\'s endpoints stay public because the repository calls them.')
param networkIsolated bool = false

@description('Public IPv4 addresses or ranges that may access storage and vault of an isolated network, such as an operator\'s.')
param allowedIpRanges string[] = []

@description('The principal id of the person or group that operates the robot: it stores secrets and inspects dead letters. Empty for none.')
param operatorPrincipalId string = ''

@description('An address that gets the alerts; empty for none.')
param alertEmail string = ''

@description('The ids of action groups that get the alerts.')
param alertActionGroupIds string[] = []

@description('The tags of every resource.')
param tags tagsType = {}

var allTags = { ...tags, 'azd-env-name': environmentName }
var token = uniqueString(subscription().id, environmentName, location)
var vaultName = 'kv-${token}'
var storageName = 'st${token}'
var insightsName = 'appi-${token}'
var packageContainer = 'robot-packages'
var payloadContainer = 'robot-payloads'
var deadLetterContainer = 'robot-dead-letters'
var hubRecordContainer = 'robot-hub-records'
var queues = [
  'robot-dead-letters'
  'robot-redeliver'
  'robot-redeliver-poison'
  'robot-requests'
  'robot-requests-poison'
]

// The Functions host and the durable engine would create these themselves. They are created here so that the app's roles can be limited to them.
var engine = loadJsonContent('../../host.json').extensions.durableTask
var hub = toLower(engine.hubName)
var hostContainers = ['azure-webjobs-hosts', 'azure-webjobs-secrets', '${hub}-applease', '${hub}-largemessages']
var hubQueues = concat(
  map(range(0, engine.storageProvider.partitionCount), partition => '${hub}-control-${padLeft(partition, 2, '0')}'),
  ['${hub}-workitems']
)
var networkAccess networkAccessType = {
  isolated: networkIsolated
  allowedIpRanges: networkIsolated ? allowedIpRanges : []
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: 'id-${token}'
    location: location
    tags: allTags
  }
}

// Deployments use a separate identity, so that the app's own identity cannot replace the code that the app runs.
module deploymentIdentity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: 'id-deployment-${token}'
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-${token}'
    insightsName: insightsName
    location: location
    tags: allTags
    retentionDays: telemetryDays
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: storageName
    location: location
    tags: allTags
    sku: storageSku
    networkAccess: networkAccess
    payloadContainer: payloadContainer
    deadLetterContainer: deadLetterContainer
    otherContainers: [packageContainer, hubRecordContainer, ...hostContainers]
    queues: [...queues, ...hubQueues]
    payloadDays: payloadDays
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: vaultName
    location: location
    tags: allTags
    networkAccess: networkAccess
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    vaultName: vaultName
    insightsName: insightsName
    appPrincipalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
  }
  dependsOn: [monitoring, vault]
}

module storageRoles 'modules/storage-roles.bicep' = {
  scope: group
  params: {
    accountName: storageName
    packageContainer: packageContainer
    appContainers: [payloadContainer, deadLetterContainer, hubRecordContainer, ...hostContainers]
    appQueues: [...queues, ...hubQueues]
    operatorContainers: [deadLetterContainer]
    operatorQueues: queues
    appPrincipalId: identity.outputs.principalId
    deploymentPrincipalId: deploymentIdentity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
  }
  dependsOn: [storage]
}

module network 'modules/network.bicep' = if (networkIsolated) {
  scope: group
  params: {
    name: 'vnet-${token}'
    location: location
    tags: allTags
  }
}

module privateEndpoints 'modules/private-endpoints.bicep' = if (networkIsolated) {
  scope: group
  params: {
    location: location
    tags: allTags
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
    storageAccountId: storage.outputs.id
    vaultId: vault.outputs.id
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'func-${token}'
    planName: 'plan-${token}'
    location: location
    tags: allTags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    deploymentIdentityId: deploymentIdentity.outputs.id
    packageContainer: packageContainer
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
    httpConcurrency: httpConcurrency
    subnetId: network.?outputs.appSubnetId ?? ''
    robots: robots
    settings: settings
    endpoints: {
      blobs: storage.outputs.blobEndpoint
      queues: storage.outputs.queueEndpoint
      tables: storage.outputs.tableEndpoint
      vault: vault.outputs.uri
      insights: monitoring.outputs.connectionString
    }
  }
  // The app reads its package, its secrets and its storage as soon as it is created.
  dependsOn: [roles, storageRoles, privateEndpoints]
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    environmentName: environmentName
    workspaceId: monitoring.outputs.workspaceId
    email: alertEmail
    actionGroupIds: alertActionGroupIds
  }
}

@description('The robot\'s base_url, for the registration with a repository that pushes.')
output ROBOT_BASE_URL string = 'https://${app.outputs.hostName}'

@description('The outbound IP address that the repository and its storage see; empty if the app has no fixed address.')
output ROBOT_OUTBOUND_IP string = network.?outputs.outboundIp ?? ''

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The Function App.')
output FUNCTION_APP_NAME string = 'func-${token}'

@description('The vault of the robots\' secrets.')
output KEY_VAULT_NAME string = vaultName

@description('The storage account.')
output STORAGE_ACCOUNT_NAME string = storageName

@description('The Application Insights component.')
output APPLICATION_INSIGHTS_NAME string = insightsName
